import BridgeSimulator
import FoundationEssentials
import Glibc
import TestKit
import Testing

@Suite("setup and the files that are there already", .timeLimit(.minutes(1)))
struct SetupFileTests {
    @Test("A folder that cannot be made: KT-SAVE-DENIED, with the path")
    func fileInThePlace() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write("in the way", to: "config")
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(7))
            #expect(try outcome.error?["id"] == "KT-SAVE-DENIED")
            #expect(outcome.conversation.contains(stage.config))
            #expect(try stage.keyturn.home.text(of: "config") == "in the way")
        }
    }

    @Test(
        "A folder without the right to write: KT-SAVE-DENIED",
        .enabled(if: geteuid() != 0, "root may write everywhere"))
    func noRight() async throws {
        try await Stage.run { stage in
            try FileManager.default.createDirectory(
                atPath: stage.config, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(7))
            #expect(try outcome.error?["id"] == "KT-SAVE-DENIED")
        }
    }

    @Test(
        "Entries that a newer program wrote, or that cannot be read, stay as they are",
        arguments: [
            #"{"schema":2,"entries":[],"new":[1, 2]}"#, #"{"schema":1,"entries":[}"#, "",
            #"{"schema":1,"entries":[],"odd":1}"#,
        ])
    func leftAlone(_ content: String) async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(content, to: "config/entries.json")
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(7))
            #expect(try outcome.error?["id"] == "KT-FILE-BAD")
            #expect(try stage.keyturn.home.text(of: "config/entries.json") == content)
            #expect(try stage.keyturn.home.names == ["config/", "config/entries.json", "token"])
            #expect(await stage.bridge.truth.requests.isEmpty, "it is said before anything is asked")
        }
    }

    @Test("What an entry says about other things is kept, and the file before is kept as .bak")
    func kept() async throws {
        try await Stage.run { stage in
            try stage.configure(name: "Hallway")
            let before = try stage.keyturn.home.text(of: "config/entries.json")
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["answers"]?["name"] == "Hallway")
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            let entry = try #require(try JSONValue(parsing: text)["entries"]?[0])
            #expect(entry["name"] == "Hallway")
            #expect(entry["mac"] == "54:d2:72:2b:3c:4d")
            #expect(entry["created"] == "2026-08-22T09:31:22Z")
            #expect(entry["devices"]?.values.count == 3)
            #expect(try stage.keyturn.home.text(of: "config/entries.json.bak") == before)
        }
    }
}
