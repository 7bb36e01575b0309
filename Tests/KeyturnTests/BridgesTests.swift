import BridgeSimulator
import Entries
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("keyturn bridges", .timeLimit(.minutes(1)))
struct BridgesTests {
    /// What a control loop would have kept of the bridge, with the secret of its callback.
    private static let kept = #"{"schema":1,"callback":"000102030405060708090a0b0c0d0e0f","devices":[]}"#

    private static func run(_ stage: Stage, _ words: String...) async throws -> ProcessOutcome {
        try await stage.keyturn.run(
            ["bridges"] + words + ["--config", stage.config], environment: ["KEYTURN_REQUEST_GAP_SECONDS": "0"])
    }

    private static func entry(_ stage: Stage) throws -> JSONValue? {
        try JSONValue(parsing: try #require(try stage.keyturn.home.text(of: "config/entries.json")))["entries"]?[0]
    }

    private static func times(_ stage: Stage) throws -> [String: Date?] {
        try stage.keyturn.home.tree().keys.reduce(into: [:]) { times, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: stage.keyturn.home(name))
            times[name] = attributes[.modificationDate] as? Date
        }
    }

    @Test("list and show print the entries as the file has them, and ask nobody")
    func look() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let before = try Self.times(stage)
            let list = try await Self.run(stage, "list", "--json")
            let show = try await Self.run(stage, "show", "a2b3c4d", "--json")
            #expect(try list.json == show.json)
            #expect(try list.json["entries"]?[0] == Self.entry(stage))
            let lines = try await Self.run(stage, "list")
            #expect(lines.output == ["  Hallway   0A2B3C4D   \(stage.bridge.endpoint)   1 device"])
            let facts = try await Self.run(stage, "show", "Hallway")
            #expect(facts.output.first == "Hallway")
            #expect(facts.output.contains("  Hardware address   54:d2:72:2b:3c:4d"))
            #expect(facts.output.contains("  Device             Front door, lock, 21DF943C"))
            #expect(try Self.times(stage) == before)
            #expect(await stage.bridge.truth.requests.isEmpty)
            let unknown = try await Self.run(stage, "show", "Kitchen", "--json")
            #expect(try unknown.status == .code(3) && unknown.error?["id"] == "KT-INPUT")
        }
    }

    @Test("without a bridge the list is empty, and says how to set one up")
    func empty() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["bridges", "list", "--json", "--config", keyturn.home("c")])
        #expect(outcome.status == .code(0) && outcome.output == [#"{"entries":[]}"#])
        let lines = try await keyturn.run(["bridges", "list", "--config", keyturn.home("c")])
        #expect(lines.output == [] && lines.errors.first?.hasPrefix("No bridge is set up.") == true)
        #expect(try keyturn.home.names == [])
    }

    @Test("rename works while the bridge is away, keeps a backup, and the same name once more touches no file")
    func rename() async throws {
        try await Stage.run { stage in
            try stage.configure(port: SilentPort(.refuses).endpoint.port)
            let old = try stage.keyturn.home.text(of: "config/entries.json")
            let outcome = try await Self.run(stage, "rename", "Hallway", "Attic", "--json")
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["changed"] == true && outcome.json["entries"]?[0]?["name"] == "Attic")
            #expect(try Self.entry(stage)?["name"] == "Attic")
            #expect(try stage.keyturn.home.text(of: "config/entries.json.bak") == old)
            let before = try Self.times(stage)
            let again = try await Self.run(stage, "rename", "Attic", "Attic", "--json")
            #expect(try again.status == .code(0) && again.json["changed"] == false)
            #expect(try Self.times(stage) == before)
        }
    }

    @Test("set writes what concerns nobody else at once, and tries what concerns the bridge")
    func set() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let quiet = try await Self.run(stage, "set", "Hallway", "poll_seconds=60", "callback=off")
            #expect(quiet.status == .code(0) && quiet.conversation.contains("Changed Hallway."))
            #expect(await stage.bridge.truth.requests.isEmpty)
            let tried = try await Self.run(stage, "set", "Hallway", "auth=hashed", "host=localhost", "--json")
            #expect(try tried.status == .code(0) && tried.json["changed"] == true)
            #expect(try Self.entry(stage)?["auth"] == "hashed" && Self.entry(stage)?["host"] == "localhost")
            #expect(try Self.entry(stage)?["poll_seconds"] == 60 && Self.entry(stage)?["callback"] == "off")
            #expect(await stage.bridge.truth.requests.last?.path == "/list")
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test("what the bridge refuses, and a place where it is not, change nothing; --no-probe writes unseen")
    func refused() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let silent = try SilentPort(.refuses)
            let port = "port=\(silent.endpoint.port)"
            let before = try stage.keyturn.home.tree()
            let away = try await Self.run(stage, "set", "Hallway", port, "--json")
            #expect(away.status == .code(5))
            let unknown = try await Self.run(stage, "set", "Hallway", "colour=red", "--json")
            #expect(try unknown.status == .code(64) && unknown.error?["what"] == "colour cannot be set")
            let open = try await Self.run(stage, "set", "Hallway", "auth=auto", "--no-probe")
            #expect(open.status == .code(64))
            #expect(try stage.keyturn.home.tree().filter { !$0.key.hasPrefix("config/run") } == before)
            let unseen = try await Self.run(stage, "set", "Hallway", port, "--no-probe", "--json")
            #expect(try unseen.json["changed"] == true)
            #expect(try Self.entry(stage)?["port"]?.number == Double("\(silent.endpoint.port)"))
        }
    }

    @Test("a name that another bridge has is refused")
    func taken() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            let second = #"{"id":"1A2B3C4D","name":"Attic","host":"192.0.2.1","auth":"hashed"},{"id":"0A2B3C4D""#
            try stage.keyturn.home.write(
                text.replacing(#"{"id":"0A2B3C4D""#, with: second), to: "config/entries.json")
            let outcome = try await Self.run(stage, "rename", "Hallway", "Attic", "--json")
            #expect(try outcome.status == .code(3) && outcome.error?["why"] == "Already used by bridge 1A2B3C4D.")
        }
    }

    @Test("two bridges of one name are told apart by their ids; times that nobody knows are left out")
    func twins() async throws {
        let keyturn = try KeyturnBinary()
        let entry = #"{"id":"1A2B3C4D","name":"Hallway","host":"192.0.2.1","auth":"hashed"}"#
        let entries = "\(entry),\(entry.replacing("1A2B3C4D", with: "5E6F7081"))"
        try keyturn.home.write(#"{"schema":1,"entries":[\#(entries)]}"#, to: "config/entries.json")
        let config = keyturn.home("config")
        let named = try await keyturn.run(["bridges", "show", "Hallway", "--json", "--config", config])
        #expect(try named.status == .code(3) && named.error?["fixes"]?[0] == "Give the id: 1A2B3C4D or 5E6F7081")
        let shown = try await keyturn.run(["bridges", "show", "1a2b3c4d", "--json", "--config", config])
        let fields = try #require(try shown.json["entries"]?[0])
        #expect(fields["name"] == "Hallway" && fields["created"] == nil && fields["modified"] == nil)
        _ = try await keyturn.run(["bridges", "rename", "1a2b3c4d", "Attic", "--config", config])
        let text = try #require(try keyturn.home.text(of: "config/entries.json"))
        let renamed = try #require(try JSONValue(parsing: text)["entries"]?[0])
        #expect(renamed["name"] == "Attic" && renamed["created"] == nil && renamed["modified"] != nil)
    }

    @Test("remove asks first, and needs --yes where nobody can be asked")
    func asked() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let before = try stage.keyturn.home.tree()
            let silent = try await Self.run(stage, "remove", "Hallway", "--json")
            #expect(silent.status == .code(3) && silent.conversation.contains("--yes"))
            let sitting = try stage.keyturn.sit(["bridges", "remove", "Hallway", "--config", stage.config])
            try await sitting.sees("Remove Hallway?")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(130))
            #expect(try stage.keyturn.home.tree() == before)
        }
    }

    @Test("remove takes entry, token, state and our callback away, and leaves callbacks of others")
    func remove() async throws {
        let ours = #"{"id":1,"url":"http://192.0.2.9:1/callback/000102030405060708090a0b0c0d0e0f"}"#
        let theirs = #"{"id":0,"url":"http://192.0.2.9/x"}"#
        let bridge = try ScriptedBridge([
            "/callback/list": [
                .json(#"{"callbacks":[\#(theirs),\#(ours)]}"#), .json(#"{"callbacks":[\#(theirs)]}"#),
            ],
            "/callback/remove": [.json(#"{"success":true}"#)],
        ])
        try bridge.keyturn.home.write(Self.kept, to: "config/state/bridges/0A2B3C4D.json")
        let outcome = try await bridge.keyturn.run(
            ["bridges", "remove", "Hallway", "--yes", "--json", "--config", bridge.config],
            environment: bridge.environment)
        #expect(outcome.status == .code(0))
        #expect(outcome.output == [#"{"callbacks":"removed","changed":true,"removed":"0A2B3C4D"}"#])
        #expect(bridge.targets == ["/callback/list", "/callback/remove?id=1", "/callback/list"] && bridge.isSigned)
        let names = try bridge.keyturn.home.names
        #expect(!names.contains("config/tokens/0A2B3C4D") && !names.contains("config/state/bridges/0A2B3C4D.json"))
        #expect(try bridge.keyturn.home.text(of: "config/entries.json")?.contains("Hallway") == false)
    }

    @Test("remove leaves the callback to a loop that runs, and says that it is gone, not that there was none")
    func removeServed() async throws {
        let ours = #"{"id":1,"url":"http://192.0.2.9:1/callback/000102030405060708090a0b0c0d0e0f"}"#
        let bridge = try ScriptedBridge([
            "/callback/list": [.json(#"{"callbacks":[\#(ours)]}"#), .json(#"{"callbacks":[]}"#)]
        ])
        try bridge.keyturn.home.write(Self.kept, to: "config/state/bridges/0A2B3C4D.json")
        let locations = try Locations(LocationFacts(configFlag: bridge.config, user: 1000))
        try AtomicFile.makeFolder(locations.runtime)
        let loop = try FileLock(locations.runLock)
        let outcome = try await bridge.keyturn.run(
            ["bridges", "remove", "Hallway", "--yes", "--json", "--config", bridge.config],
            environment: bridge.environment)
        #expect(outcome.output == [#"{"callbacks":"removed","changed":true,"removed":"0A2B3C4D"}"#])
        #expect(bridge.targets == ["/callback/list", "/callback/list"])
        _ = consume loop
    }

    @Test("remove does not wait for a bridge that is away, and says that the callback may stay")
    func removeAway() async throws {
        try await Stage.run { stage in
            try stage.configure(port: SilentPort(.refuses).endpoint.port)
            try stage.keyturn.home.write(Self.kept, to: "config/state/bridges/0A2B3C4D.json")
            let outcome = try await Self.run(stage, "remove", "Hallway", "--yes")
            #expect(outcome.status == .code(0))
            #expect(outcome.errors.first?.hasPrefix("warning: Removed Hallway.") == true)
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == nil)
        }
    }

    @Test("names of bridges complete, those of the configuration that the line names")
    func completion() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let script = try await stage.keyturn.run(["--generate-completion-script", "bash"])
            #expect(script.output.contains { $0.contains("---completion bridges show") })
        }
    }
}
