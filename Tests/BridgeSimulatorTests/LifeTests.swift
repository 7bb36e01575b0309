import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Starting and stopping")
struct LifeTests {
    @Test("A stopped bridge no longer listens, and a lock action that it cut short is not answered as if done")
    func stop() async throws {
        // An address of its own: no other test can be given the port in between.
        let address = IPv4Address(127, 77, 0, 1)
        let clock = ManualClock()
        let bridge = try await SimulatedBridge.start(
            .builtIn(), host: .address(.v4(address)), time: SimulatedTime(clock: clock))
        async let unanswered = RawConnection.exchange(
            "GET /lockAction?nukiId=568300604&action=1&token=SimulatedBridge1 HTTP/1.1\r\n\r\n",
            with: bridge.endpoint.port, at: address)
        await clock.sleepers(1)
        await bridge.stop()
        #expect(try await unanswered == [])
        // Refused, or cut off where the listening socket is not yet gone.
        await #expect(throws: SystemError.self) {
            try await RawConnection.exchange("", with: bridge.endpoint.port, at: address)
        }
    }

    @Test("The port of a stopped bridge is free again")
    func freePort() async throws {
        let host = Host.address(.v4(IPv4Address(127, 77, 0, 2)))
        let bridge = try await SimulatedBridge.start(.builtIn(), host: host)
        await bridge.stop()
        let again = try await SimulatedBridge.start(.builtIn(), host: host, port: bridge.endpoint.port.rawValue)
        await again.stop()
    }

    @Test("A port that is taken is named")
    func taken() async throws {
        try await Stage.play { stage throws in
            let port = stage.bridge.endpoint.port.rawValue
            await #expect {
                try await SimulatedBridge.start(.builtIn(), port: port)
            } throws: { error in
                guard case SimulatorError.cannotListen(_, port, _) = error else { return false }
                return "\(error)".contains("port \(port)")
            }
        }
    }

    @Test("Many bridges live side by side, each with its own token and devices")
    func many() async throws {
        let household = try Household.builtIn()
        let bridges = try await withThrowingTaskGroup(of: SimulatedBridge.self) { group in
            for number in 0..<50 {
                var neighbour = household
                neighbour.id = BridgeID(rawValue: UInt32(number))
                group.addTask { try await SimulatedBridge.start(neighbour) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for bridge in bridges {
            let answer = RawAnswer(
                try await RawConnection.exchange(
                    "GET /info?token=SimulatedBridge1 HTTP/1.1\r\n\r\n", with: bridge.endpoint.port))
            #expect(answer?.body.contains("\"hardwareId\": \(bridge.household.id.rawValue),") == true)
        }
        for bridge in bridges { await bridge.stop() }
    }
}
