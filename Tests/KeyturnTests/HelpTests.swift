import Guidance
import TestKit
import Testing

@Suite("keyturn help", .timeLimit(.minutes(1)))
struct HelpTests {
    @Test("It explains every error id", arguments: ErrorID.allCases)
    func explains(_ id: ErrorID) async throws {
        let outcome = try await KeyturnBinary().run(["help", id.rawValue])
        #expect(outcome.status == .code(0))
        #expect(outcome.output.first == "\(id.rawValue): \(id.explanation.what)")
        #expect(outcome.output.contains("  \(id.explanation.why)"))
        for fix in id.explanation.fixes { #expect(outcome.output.contains("  \(fix)")) }
        #expect(outcome.errors == [])
    }

    @Test("With --json it is one object")
    func json() async throws {
        let outcome = try await KeyturnBinary().run(["help", "kt-auth-clock", "--json"])
        #expect(try outcome.json.keys == ["id", "what", "why", "fixes", "exit"])
        #expect(try outcome.json["id"] == "KT-AUTH-CLOCK")
        #expect(try outcome.json["exit"] == 4)
    }

    @Test("An id that is none lists those like it, and ends with 64")
    func near() async throws {
        let outcome = try await KeyturnBinary().run(["help", "KT-AUTH-CLOK"])
        #expect(outcome.status == .code(64))
        #expect(outcome.output == [])
        #expect(outcome.conversation.contains("KT-AUTH-TOKEN, KT-AUTH-CLOCK, KT-AUTH-OFF, KT-AUTH-WAIT"))
    }

    @Test(
        "Alone it lists the commands, and a command's name explains the command",
        arguments: [([], "keyturn"), (["status"], "keyturn status"), (["bridge", "info"], "keyturn bridge info")])
    func commands(_ words: [String], _ name: String) async throws {
        let help = try await KeyturnBinary().run(["help"] + words)
        #expect(help.status == .code(0))
        #expect(help.output.contains { $0.hasPrefix("USAGE: \(name) ") })
        let flag = try await KeyturnBinary().run(words + ["--help"])
        #expect(help.output == flag.output)
    }
}
