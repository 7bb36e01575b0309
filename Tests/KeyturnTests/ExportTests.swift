import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("export", .timeLimit(.minutes(1)))
struct ExportTests {
    @Test("Without --include-token both formats hold REDACTED and say so", arguments: ["json", "home-assistant"])
    func redacted(_ format: String) async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(["export", format, "--config", stage.config])
            #expect(outcome.status == .code(0))
            #expect(outcome.output.joined().contains("REDACTED"))
            #expect(outcome.conversation.contains("--include-token"))
        }
    }

    @Test("json has the shape of the entries file and the token, when asked")
    func json() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(
                ["export", "json", "--include-token", "--config", stage.config], showsTokens: true)
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["schema"] == 1)
            let entry = try #require(try outcome.json["entries"]?[0])
            #expect(entry["token"] == .text(FixtureTokens.own))
            #expect(entry["id"] == "0A2B3C4D")
            #expect(outcome.errors == [])
        }
    }

    @Test("home-assistant is the whole envelope with all sixteen keys, and the values to type on stderr")
    func homeAssistant() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(
                ["export", "home-assistant", "--include-token", "--config", stage.config], showsTokens: true)
            #expect(outcome.status == .code(0))
            let file = try outcome.json
            #expect(file["key"] == "core.config_entries")
            #expect(file["version"] == 1)
            #expect(file["minor_version"] == 5)
            let entry = try #require(file["data"]?["entries"]?[0])
            #expect(
                entry.keys == [
                    "created_at", "data", "disabled_by", "discovery_keys", "domain", "entry_id", "minor_version",
                    "modified_at", "options", "pref_disable_new_entities", "pref_disable_polling", "source",
                    "subentries", "title", "unique_id", "version",
                ])
            let port = stage.bridge.endpoint.port
            #expect(
                entry["data"] == [
                    "host": "127.0.0.1", "port": .number(Double(port.rawValue)), "token": .text(FixtureTokens.own),
                ])
            #expect(entry["unique_id"] == "A2B3C4D", "without the leading zero")
            #expect(entry["title"] == "A2B3C4D")
            #expect(entry["disabled_by"] == .null)
            let typed = outcome.errors.map { $0.split(separator: " ").joined(separator: " ") }
            for value in ["Host 127.0.0.1", "Port \(port)", "Access token \(FixtureTokens.own)", "Encrypt token on"] {
                #expect(typed.contains(value))
            }
        }
    }

    @Test("--bridge takes an id or a name, and refuses others by listing those there are")
    func oneBridge() async throws {
        try await Stage.run { stage in
            try stage.configure()
            for word in ["0A2B3C4D", "a2b3c4d", "Hallway"] {
                let outcome = try await stage.keyturn.run([
                    "export", "json", "--bridge", word, "--config", stage.config,
                ])
                #expect(try outcome.json["entries"]?.values.count == 1)
            }
            let other = try await stage.keyturn.run(["export", "json", "--bridge", "Attic", "--config", stage.config])
            #expect(other.status == .code(3))
            #expect(other.conversation.contains("Hallway (0A2B3C4D)"))
        }
    }

    @Test("Nothing set up: KT-INPUT; an unknown format: 64")
    func nothing() async throws {
        let keyturn = try KeyturnBinary()
        let nothing = try await keyturn.run(["export", "json", "--config", keyturn.home("config")])
        #expect(nothing.status == .code(3))
        #expect(nothing.conversation.contains("KT-INPUT"))
        let unknown = try await keyturn.run(["export", "yaml", "--config", keyturn.home("config")])
        #expect(unknown.status == .code(64))
    }
}
