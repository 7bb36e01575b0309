import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Away and back", .timeLimit(.minutes(1)))
struct RestartTests {
    private let refused = SystemError("connect", number: ECONNREFUSED)

    @Test("A reboot is answered, then the bridge is away for 30 s and its uptime begins anew; all else stays")
    func reboot() async throws {
        try await Stage.play(at: IPv4Address(127, 77, 1, 1)) { stage throws in
            try await stage.register("http://127.0.0.1:9/")
            stage.clock.advance(by: .seconds(90))
            #expect(try await stage.ask("/reboot").body == "")
            await stage.clock.sleepers(1)
            await #expect(throws: refused) { try await stage.ask("/info") }
            stage.clock.advance(by: .seconds(30))
            try await stage.until { await stage.isReached() }
            stage.clock.advance(by: .seconds(2))
            #expect(try await stage.ask("/info").body.contains(#""uptime": 2,"#))
            #expect(await stage.bridge.truth.callbacks.urls.count == 1)
        }
    }

    @Test("A reboot breaks off what is being answered")
    func cutOff() async throws {
        try await Stage.play(at: IPv4Address(127, 77, 1, 2)) { stage throws in
            async let answer = RawConnection.exchange(
                "GET /lockState?nukiId=568300604&token=SimulatedBridge1 HTTP/1.1\r\n\r\n",
                with: stage.bridge.endpoint.port, at: stage.address)
            await stage.clock.sleepers(1)
            await stage.bridge.reboot()
            #expect(try await answer == [])
            await #expect(throws: refused) { try await stage.ask("/info") }
        }
    }

    @Test("A bridge that is away posts nothing, and goes on posting when it is back")
    func callbacks() async throws {
        try await Stage.play(at: IPv4Address(127, 77, 1, 7)) { stage throws in
            let receiver = try await CallbackReceiver()
            try await stage.register(receiver.url)
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=2&nowait=1")
            _ = try await stage.ask("/lockAction?nukiId=1015587565&deviceType=4&action=5&nowait=1")
            stage.clock.advance(by: .seconds(2))
            await stage.bridge.reboot()
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            stage.clock.advance(by: .seconds(29))
            _ = try await stage.bridge.turn(.frontDoor, to: 3)
            stage.clock.advance(by: .seconds(1))
            try await stage.until { await stage.isReached() }
            _ = try await stage.bridge.turn(.frontDoor, to: 1)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(await receiver.bodies(1).first?.contains(#""state": 1, "stateName": "locked""#) == true)
            #expect(await stage.bridge.truth.devices.map(\.state) == [1, 1, 1])
            await receiver.stop()
        }
    }

    @Test("A factory reset leaves the ids and nothing else, and the button gives a new token")
    func factoryReset() async throws {
        try await Stage.play(at: IPv4Address(127, 77, 1, 3)) { stage throws in
            try await stage.register("http://127.0.0.1:9/")
            _ = try await stage.ask("/configAuth?enable=0")
            #expect(try await stage.ask("/factoryReset").body == "")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(30))
            try await stage.until { await stage.isReached() }
            #expect(try await stage.ask("/info").body == "HTTP 401 Unauthorized")
            let truth = await stage.bridge.truth
            #expect(truth.devices.isEmpty && truth.callbacks.urls.isEmpty)
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            await stage.bridge.pressButton()
            let token = try #require(try JSONValue(parsing: try await answer.body)["token"]?.text)
            #expect(token.count == 6)
            #expect(try await stage.send("GET /list?token=\(token)").body == "[]")
            #expect(try await stage.send("GET /info?token=\(token)").body.contains(#""hardwareId": 170605645"#))
        }
    }

    @Test("A frozen bridge takes connections and answers them when it has thawed")
    func freeze() async throws {
        try await Stage.play { stage throws in
            await stage.bridge.freeze(for: .seconds(20))
            async let answer = stage.ask("/info")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .milliseconds(19_999))
            #expect(await stage.bridge.truth.requests.isEmpty)
            stage.clock.advance(by: .milliseconds(1))
            #expect(try await answer.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test("A bridge that moved is found at its new address and port, and no longer at the old one")
    func move() async throws {
        try await Stage.play(at: IPv4Address(127, 77, 1, 4)) { stage throws in
            let address = IPv4Address(127, 77, 1, 5)
            let moved = try await stage.bridge.move(host: .address(.v4(address)), port: 0)
            #expect(moved.host == .address(.v4(address)))
            #expect(await stage.bridge.currentEndpoint == moved)
            await #expect(throws: refused) { try await stage.ask("/info") }
            let line = "GET /info?token=SimulatedBridge1 HTTP/1.1\r\n\r\n"
            #expect(RawAnswer(try await RawConnection.exchange(line, with: moved.port, at: address)) != nil)
            #expect(try await stage.bridge.move(port: moved.port.rawValue) == moved, "to where it is")
            let back = try await stage.bridge.move(host: stage.bridge.endpoint.host)
            #expect(back.port == moved.port)
        }
    }

    @Test("A move to a taken port changes nothing")
    func taken() async throws {
        try await Stage.play { stage throws in
            let other = try await SimulatedBridge.start(.builtIn())
            await #expect(throws: SimulatorError.self) {
                try await stage.bridge.move(port: other.endpoint.port.rawValue)
            }
            #expect(try await stage.ask("/info").statusLine == "HTTP/1.1 200 OK")
            await other.stop()
        }
    }

    @Test("With its API off a bridge refuses connections, from the start if the household says so")
    func off() async throws {
        var household = try Household.builtIn()
        household.faults.isAPIOff = true
        try await Stage.play(household, at: IPv4Address(127, 77, 1, 6)) { stage throws in
            await #expect(throws: refused) { try await stage.ask("/info") }
            await stage.bridge.suffer(Faults())
            #expect(try await stage.ask("/info").statusLine == "HTTP/1.1 200 OK")
            await stage.bridge.suffer(household.faults)
            await #expect(throws: refused) { try await stage.ask("/info") }
        }
    }
}

extension Stage {
    /// Somebody listens.
    func isReached() async -> Bool {
        // A refused connection is the other answer.
        (try? await send("GET /")) != nil
    }
}
