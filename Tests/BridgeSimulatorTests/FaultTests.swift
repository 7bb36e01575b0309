import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Faults of answers", .timeLimit(.minutes(1)))
struct FaultTests {
    /// Plays with one fault.
    private func play(_ change: (inout Faults) -> Void, _ scene: (Stage) async throws -> Void) async throws {
        var household = try Household.builtIn()
        change(&household.faults)
        try await Stage.play(household, scene)
    }

    private let busy = "HTTP 503 Unavailable"

    @Test("Every third request is told 503")
    func busyEvery() async throws {
        try await play {
            $0.busyEvery = 3
        } _: { stage throws in
            for number in 1...6 {
                #expect(try await (stage.ask("/info").body == busy) == number.isMultiple(of: 3))
            }
        }
    }

    @Test("A rate of 503 is kept about, and the same seed makes the same ones")
    func busyRate() {
        var faults = Faults()
        faults.busyRate = 0.25
        func strikes(seed: UInt64) -> [Bool] {
            faults.seed = seed
            var course = FaultCourse(faults)
            return (0..<1000).map { _ in course.strike(path: "/info").isBusy }
        }
        #expect(strikes(seed: 7) == strikes(seed: 7))
        #expect(strikes(seed: 7) != strikes(seed: 8))
        #expect((200...300).contains(strikes(seed: 7).count { $0 }))
    }

    @Test("A slow bridge keeps everybody waiting and is busy meanwhile")
    func delay() async throws {
        try await play {
            $0.delay = 5
        } _: { stage throws in
            async let answer = stage.ask("/info")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .milliseconds(4_999))
            #expect(try await stage.ask("/list").body == busy)
            stage.clock.advance(by: .milliseconds(1))
            #expect(try await answer.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test("A late answer says how things were when it was made, and the bridge is free meanwhile")
    func late() async throws {
        try await play {
            ($0.late, $0.requests) = (5, 1)
        } _: { stage throws in
            async let answer = stage.ask("/list")
            await stage.clock.sleepers(1)
            try await stage.bridge.setBattery(of: try await stage.bridge.device(named: "Side door"), percent: 7)
            #expect(try await stage.ask("/list").body.contains(#""batteryChargeState": 7"#))
            stage.clock.advance(by: .seconds(5))
            #expect(try await !answer.body.contains(#""batteryChargeState": 7"#))
        }
    }

    @Test("Only the paths that are named are struck")
    func paths() async throws {
        try await play {
            $0.busyEvery = 1
            $0.paths = ["/list", "/log"]
        } _: { stage throws in
            #expect(try await stage.ask("/list").body == busy)
            #expect(try await stage.ask("/info").body != busy)
            #expect(try await stage.ask("/log").body == busy)
        }
    }

    @Test("Faults are over after so many requests: the first try fails, the second works")
    func requests() async throws {
        try await play {
            $0.isUnsuccessful = true
            $0.paths = ["/lockAction"]
            $0.requests = 1
        } _: { stage throws in
            let action = "/lockAction?nukiId=568300604&action=1&nowait=1"
            _ = try await stage.ask("/info")
            #expect(try await stage.ask(action).body == #"{"success": false}"#)
            #expect(await stage.frontDoor() == 1)
            #expect(try await stage.ask(action).body == #"{"success": true, "batteryCritical": false}"#)
        }
    }

    @Test("Devices out of reach: false after a while, and nothing is done")
    func unsuccessful() async throws {
        try await play {
            $0.isUnsuccessful = true
        } _: { stage throws in
            for target in [
                "/lockState?nukiId=568300604", "/lockAction?nukiId=568300604&action=1", "/unlock?nukiId=568300604",
            ] {
                async let answer = stage.ask(target)
                await stage.clock.sleepers(1)
                stage.clock.advance(by: .seconds(1))
                #expect(try await answer.body == #"{"success": false}"#)
            }
            stage.clock.advance(by: .seconds(60))
            #expect(await stage.frontDoor() == 1)
            #expect(try await stage.ask("/log").body.contains("BLE-ConnectionTimeout"))
        }
    }

    @Test("Devices out of reach for long: 410, but an unknown one is still 404")
    func gone() async throws {
        try await play {
            $0.isGone = true
        } _: { stage throws in
            for target in ["/lockState?nukiId=568300604", "/lock?nukiId=568300604", "/unpair?nukiId=568300604"] {
                let answer = try await stage.ask(target)
                #expect(answer.statusLine == "HTTP/1.1 410 Gone")
                #expect(answer.body == "HTTP 410 Gone")
            }
            #expect(try await stage.ask("/lockState?nukiId=1").body == "HTTP 404 Not Found")
            #expect(try await stage.ask("/list").statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test("An action is done although the bridge says that it is busy")
    func doneButBusy() async throws {
        try await play {
            $0.doneBut = .busy
        } _: { stage throws in
            let answer = try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            #expect(answer.body == busy)
            stage.clock.advance(by: .seconds(3))
            #expect(await stage.frontDoor() == 3)
            #expect(try await stage.ask("/list").statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test("Names with a control byte make the JSON invalid, in the list and in info")
    func controlBytes() async throws {
        try await play {
            $0.hasControlBytes = true
        } _: { stage throws in
            #expect(try await stage.ask("/list").body.contains("\"Front door\u{11}\""))
            #expect(try await stage.ask("/info").body.contains("\"Nuki_21DF943C\u{11}\""))
        }
    }

    @Test("What a list leaves out is left out")
    func missing() async throws {
        try await play {
            $0.missing = Set(Faults.ListField.allCases)
        } _: { stage throws in
            #expect(
                try await stage.ask("/list").body == """
                    [{"nukiId": 568300604, "name": "Front door"}, {"nukiId": 1015587565, "name": "Side door"}, \
                    {"nukiId": 509600314, "name": "Intercom"}]
                    """)
        }
    }

    @Test("A bridge that hears of nothing lists what it knew, posts nothing, and learns by asking")
    func stale() async throws {
        try await play {
            $0.isStale = true
        } _: { stage throws in
            let receiver = try await CallbackReceiver()
            try await stage.register(receiver.url)
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            stage.clock.advance(by: .seconds(10))
            #expect(await stage.frontDoor() == 3)
            let old = try await stage.ask("/list").body
            #expect(old.contains(#""state": 1, "stateName": "locked""#) && old.contains("door closed"))
            async let reading = stage.ask("/lockState?nukiId=568300604")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(try await reading.body.contains(#""stateName": "unlocked""#))
            let new = try await stage.ask("/list").body
            #expect(new.contains(#""state": 3, "stateName": "unlocked""#) && new.contains("door opened"))
            #expect(new.contains(#""timestamp": "2026-05-28T20:26:51+00:00""#))
            try await stage.bridge.turn(.frontDoor, to: 1)
            #expect(try await stage.ask("/list").body.contains(#""stateName": "unlocked""#))
            await stage.bridge.suffer(Faults())
            #expect(try await stage.ask("/list").body.contains(#""state": 1, "stateName": "locked""#))
            #expect(await stage.bridge.truth.callbacks.sent == 0)
            await receiver.stop()
        }
    }

    @Test("The name of a Wi-Fi after the token makes it longer than any token")
    func wifiName() async throws {
        try await play {
            $0.authAppendsWifi = true
        } _: { stage throws in
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            await stage.bridge.pressButton()
            let token = try JSONValue(parsing: try await answer.body)["token"]?.text
            #expect(token == "SimulatedBridge1NeighbourhoodWLAN")
        }
    }
}
