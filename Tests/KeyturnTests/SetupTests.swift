import BridgeSimulator
import FoundationEssentials
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("setup without a person, against a bridge that answers", .timeLimit(.minutes(1)))
struct SetupTests {
    @Test("It prints the whole report and writes what the report says")
    func success() async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp("--name", "Hallway")
            #expect(outcome.status == .code(0))
            let port = JSONValue.number(Double(stage.bridge.endpoint.port.rawValue))
            #expect(
                try outcome.json == [
                    "schema": 1, "changed": true,
                    "bridge": [
                        "id": "0A2B3C4D", "host": "127.0.0.1", "port": port, "auth": "encrypted", "firmware": "2.18.0",
                    ],
                    "devices": [
                        ["id": "21DF943C", "name": "Front door", "kind": "lock", "state": "locked"],
                        ["id": "3C88A2ED", "name": "Side door", "kind": "lock", "state": "unlocked"],
                        ["id": "1E5FE23A", "name": "Intercom", "kind": "opener", "state": "ready"],
                    ],
                    "answers": [
                        "host": "127.0.0.1", "port": port, "auth": "auto", "name": "Hallway",
                        "token_file": .text(stage.tokenFile), "callback": "auto",
                    ],
                    "wrote": [.text(stage.config + "/tokens/0A2B3C4D"), .text(stage.config + "/entries.json")],
                    "warnings": [],
                ])
            #expect(
                try stage.keyturn.home.names == [
                    "config/", "config/entries.json", "config/entries.lock", "config/tokens/", "config/tokens/0A2B3C4D",
                    "token",
                ])
        }
    }

    @Test("Until the review it only looks: no lock is moved, and encrypted sign-in never carries the token")
    func requests() async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(0))
            let truth = await stage.bridge.truth
            #expect(truth.requests.map(\.path) == ["/info", "/info", "/info", "/list"])
            #expect(truth.requests.map(\.signIn) == [nil, .encrypted, .encrypted, .encrypted])
            #expect(truth.requests.map(\.status) == [401, 401, 200, 200], "one decoy goes before the token")
            #expect(truth.lockActions == 0)
        }
    }

    @Test("The same answers again change nothing and touch no file")
    func twice() async throws {
        try await Stage.run { stage in
            #expect(try await stage.setUp().status == .code(0))
            let before = try Self.changes(in: stage)
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["changed"] == false)
            #expect(try outcome.json["wrote"] == [])
            #expect(try Self.changes(in: stage) == before)
        }
    }

    @Test("A new name writes the entry and leaves the token alone")
    func rename() async throws {
        try await Stage.run { stage in
            #expect(try await stage.setUp().status == .code(0))
            let before = try Self.changes(in: stage)
            let outcome = try await stage.setUp("--name", "Attic")
            #expect(try outcome.json["wrote"] == [.text(stage.config + "/entries.json")])
            #expect(try Self.changes(in: stage)[1] == before[1])
            let entries = try JSONValue(parsing: try #require(try stage.keyturn.home.text(of: "config/entries.json")))
            #expect(entries["entries"]?[0]?["name"] == "Attic")
        }
    }

    @Test("--dry-run shows the files and writes none")
    func dryRun() async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp(without: ["--yes", "--json"], "--dry-run")
            #expect(outcome.status == .code(0))
            #expect(
                outcome.output == [
                    "would write \(stage.config)/tokens/0A2B3C4D (new, 0600)",
                    "would write \(stage.config)/entries.json (new, 43 lines)", "nothing was written",
                ])
            let asJSON = try await stage.setUp(without: ["--yes"], "--dry-run").json
            #expect(asJSON["changed"] == true)
            #expect(asJSON["would_write"]?[1] == .text(stage.config + "/entries.json"))
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }

    @Test("Variables answer where flags do not, and flags win")
    func variables() async throws {
        try await Stage.run { stage in
            let environment = [
                "KEYTURN_HOST": "127.0.0.1", "KEYTURN_TOKEN_FILE": stage.tokenFile, "KEYTURN_AUTH": "hashed",
                "KEYTURN_PORT": "\(stage.bridge.endpoint.port)", "KEYTURN_CONFIG_DIR": stage.config,
            ]
            let words = ["setup", "--no-input", "--yes", "--json"]
            let outcome = try await stage.keyturn.run(words, environment: environment)
            #expect(try outcome.json["bridge"]?["auth"] == "hashed")
            let flagged = try await stage.keyturn.run(words + ["--auth", "encrypted"], environment: environment)
            #expect(try flagged.json["bridge"]?["auth"] == "encrypted")
            let wrong = try await stage.keyturn.run(words, environment: ["KEYTURN_AUTH": "loud"])
            #expect(wrong.status == .code(3))
            #expect(wrong.conversation.contains("KEYTURN_AUTH"))
        }
    }

    @Test("The token can come from stdin, with blanks around it")
    func tokenFromStdin() async throws {
        try await Stage.run { stage in
            let outcome = try await stage.keyturn.run(
                [
                    "setup", "--no-input", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)", "--yes",
                    "--token-file", "-", "--config", stage.config,
                ], input: .bytes(Array(" \(FixtureTokens.own) \n".utf8)))
            #expect(outcome.status == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
        }
    }

    @Test("The button gives the token while somebody presses it")
    func button() async throws {
        try await Stage.run { stage in
            let running = try stage.keyturn.start([
                "setup", "--no-input", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)", "--yes",
                "--press-button", "--config", stage.config,
            ])
            try await running.line(with: "Press the button", on: .errors)
            while await !stage.bridge.pressButton() { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await running.end().status == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
        }
    }

    @Test("Nobody presses: KT-AUTH-WAIT; button sign-in is off: KT-AUTH-OFF", arguments: [true, false])
    func noButton(_ isOn: Bool) async throws {
        try await Stage.run(household: { $0.isAuthEnabled = isOn }) { stage in
            let outcome = try await stage.setUp(without: ["--token-file"], "--press-button")
            #expect(outcome.status == .code(4))
            #expect(try outcome.error?["id"] == (isOn ? "KT-AUTH-WAIT" : "KT-AUTH-OFF"))
        }
    }

    /// What a write would change about the entries and the token.
    private static func changes(in stage: Stage) throws -> [Date?] {
        try ["entries.json", "tokens/0A2B3C4D"].map { name in
            try FileManager.default.attributesOfItem(atPath: "\(stage.config)/\(name)")[.modificationDate] as? Date
        }
    }
}
