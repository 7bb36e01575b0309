import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("status", .timeLimit(.minutes(1)))
struct StatusTests {
    @Test("status shows every device with its state and the age of it")
    func text() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(["status", "--config", stage.config])
            #expect(outcome.status == .code(0))
            #expect(outcome.output.first == "Hallway   \(stage.bridge.endpoint)   online")
            try #require(outcome.output.count == 4)
            #expect(outcome.output[1].hasPrefix("  Front door   locked, door closed, battery 85 %, read "))
            #expect(outcome.output[3].hasPrefix("  Intercom   ready, read "))
            #expect(outcome.errors == [])
        }
    }

    @Test("status --json has the keys of the contract")
    func json() async throws {
        try await Stage.run(household: { $0.clockOffset = 30 }) { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(["status", "--json", "--config", stage.config])
            #expect(outcome.status == .code(0))
            let bridge = try #require(try outcome.json["bridges"]?[0])
            #expect(try outcome.json["schema"] == 1)
            #expect(bridge["id"] == "0A2B3C4D")
            #expect(bridge["name"] == "Hallway")
            #expect(bridge["state"] == "online")
            #expect(bridge["host"] == "127.0.0.1")
            #expect(bridge["firmware"] == "2.18.0")
            #expect((28...32).contains(bridge["clock_offset"]?.number ?? 0))
            let device = try #require(bridge["devices"]?[0])
            #expect(
                device.keys.isSuperset(of: [
                    "id", "nuki_id", "type", "kind", "name", "state", "door", "battery", "battery_critical", "read",
                    "asked", "source", "confirmed",
                ]))
            #expect(device["nuki_id"] == 568_300_604)
            #expect(device["door"] == "closed")
            #expect(bridge["devices"]?[2]?["door"] == nil)
        }
    }

    @Test("A bridge that is down: status says so and ends with 5")
    func down() async throws {
        try await Stage.run { stage in
            let port = try SilentPort(.refuses)
            try stage.configure(port: port.endpoint.port)
            let outcome = try await stage.keyturn.run(["status", "--json", "--config", stage.config])
            #expect(outcome.status == .code(5))
            let bridge = try #require(try outcome.json["bridges"]?[0])
            #expect(bridge["state"] == "unreachable")
            #expect(bridge["error"]?["id"] == "KT-NET-REFUSED")
            #expect(outcome.conversation.contains("KT-NET-REFUSED"))
        }
    }

    @Test("A token that is refused: status says so and ends with 4")
    func refused() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(FixtureTokens.wrong + "\n", to: "config/tokens/0A2B3C4D")
            let outcome = try await stage.keyturn.run(["status", "--json", "--config", stage.config])
            #expect(outcome.status == .code(4))
            #expect(try outcome.json["bridges"]?[0]?["state"] == "refused")
        }
    }

    @Test("Another bridge at the address is not shown as the one that is set up")
    func otherBridge() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(text.replacing("0A2B3C4D", with: "1A2B3C4D"), to: "config/entries.json")
            try stage.keyturn.home.write(FixtureTokens.own, to: "config/tokens/1A2B3C4D")
            let outcome = try await stage.keyturn.run(["status", "--json", "--config", stage.config])
            #expect(outcome.status == .code(5))
            #expect(try outcome.json["bridges"]?[0]?["error"]?["id"] == "KT-ID-OTHER")
        }
    }
}
