import BridgeSimulator
import Linux
import TestKit
import Testing

@Suite("export --merge", .timeLimit(.minutes(1)))
struct ExportMergeTests {
    private static let secret = "other-integration-secret"

    /// Home Assistant's file with one other entry, and more if given.
    private func file(_ more: String = "") -> String {
        """
        {
          "version": 1,
          "minor_version": 5,
          "key": "core.config_entries",
          "data": {
            "entries": [
              {"domain": "mqtt", "data": {"password": "\(Self.secret)"}, "unique_id": null, "big": 1.0e2}\(more)
            ]
          }
        }
        """
    }

    private func merge(_ stage: Stage, _ file: String, _ more: String...) async throws -> ProcessOutcome {
        try stage.configure()
        try stage.keyturn.home.write(file, to: "storage")
        return try await stage.keyturn.run(
            ["export", "home-assistant", "--merge", stage.keyturn.home("storage"), "--config", stage.config] + more,
            showsTokens: true)
    }

    @Test("It writes a copy for its owner alone, leaves the file as it is, and shows the difference without secrets")
    func copy() async throws {
        try await Stage.run { stage in
            let copy = stage.keyturn.home("copy")
            let outcome = try await merge(stage, file(), "--include-token", "--output", copy)
            #expect(outcome.status == .code(0))
            #expect(try FileStatus.of(copy)?.mode == 0o600)
            #expect(try stage.keyturn.home.text(of: "storage") == file())
            let text = try #require(try stage.keyturn.home.text(of: "copy"))
            #expect(text.contains("{\"domain\": \"mqtt\", \"data\": {\"password\": \"\(Self.secret)\"}"))
            let merged = try JSONValue(parsing: text)["data"]?["entries"]
            #expect(merged?[1]?["unique_id"] == "A2B3C4D")
            #expect(merged?[1]?["data"]?["token"] == .text(FixtureTokens.own))
            let said = outcome.conversation
            #expect(said.contains("+ nuki A2B3C4D at \(stage.bridge.endpoint)"))
            #expect(said.contains("1 entry stays as it is"))
            #expect(said.contains("Stop Home Assistant"))
            #expect(!said.contains(Self.secret) && !said.contains(FixtureTokens.own))
            #expect(outcome.output == [])
        }
    }

    @Test("Without --output the copy goes to standard output; the file itself is never the output")
    func places() async throws {
        try await Stage.run { stage in
            let outcome = try await merge(stage, file())
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["data"]?["entries"]?[1]?["data"]?["token"] == "REDACTED")
            let same = try await merge(
                stage, file(), "--yes", "--output", "\(stage.keyturn.home.path)/./config/../storage")
            #expect(same.status == .code(64))
            #expect(try stage.keyturn.home.text(of: "storage") == file())
        }
    }

    @Test(
        "A bridge that is there is refused with what it is there",
        arguments: [
            ("\"A2B3C4D\", \"title\": \"Hall\"", "It is set up there as “Hall”, by the id A2B3C4D."),
            ("\"0A2B3C4D\", \"source\": \"ignore\"", "It was found there and ignored, by the id 0A2B3C4D."),
            ("170605645", "by the id 170605645"),
        ])
    func taken(_ id: String, _ words: String) async throws {
        try await Stage.run { stage in
            let outcome = try await merge(
                stage, file(",\n{\"domain\": \"nuki\", \"unique_id\": \(id)}"), "--output", stage.keyturn.home("copy"))
            #expect(outcome.status == .code(7))
            #expect(outcome.conversation.contains("(KT-EXPORT)"))
            #expect(outcome.conversation.contains(words))
            #expect(try FileStatus.of(stage.keyturn.home("copy")) == nil)
        }
    }

    @Test(
        "A file that is none, or of an unknown version: KT-READ-FILE, 65",
        arguments: ["{", "{\"key\": \"core.area_registry\"}", "version 2"])
    func unreadable(_ text: String) async throws {
        try await Stage.run { stage in
            let text = text == "version 2" ? file().replacing("\"version\": 1,", with: "\"version\": 2,") : text
            let outcome = try await merge(stage, text)
            #expect(outcome.status == .code(65))
            #expect(outcome.output == [])
            #expect(outcome.conversation.contains("(KT-READ-FILE)"))
        }
    }
}
