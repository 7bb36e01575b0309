import BridgeSimulator
import FoundationEssentials
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("A new bridge for an old one, by setup", .timeLimit(.minutes(1)))
struct ReplacementTests {
    private static let slugs = #"{"schema":1,"callback":"000102030405060708090a0b0c0d0e0f","devices":[]}"#

    /// Hallway is configured as bridge 1A2B3C4D with the front door; what answers now is 0A2B3C4D, with the same door.
    private static func house(_ stage: Stage) throws {
        try stage.configure()
        let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
        try stage.keyturn.home.write(text.replacing("0A2B3C4D", with: "1A2B3C4D"), to: "config/entries.json")
        try stage.keyturn.home.write(FixtureTokens.wrong + "\n", to: "config/tokens/1A2B3C4D")
        try FileManager.default.removeItem(atPath: stage.keyturn.home("config/tokens/0A2B3C4D"))
        try stage.keyturn.home.write(slugs, to: "config/state/bridges/1A2B3C4D.json")
    }

    private static func entries(_ stage: Stage) throws -> [String] {
        let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
        return try JSONValue(parsing: text)["entries"]?.values.map {
            "\($0["id"]?.text ?? "") \($0["name"]?.text ?? "") \($0["created"]?.text ?? "")"
        } ?? []
    }

    @Test("--replace gives it the name, the age and the entity ids of the old one, whose token goes")
    func flag() async throws {
        try await Stage.run { stage in
            try Self.house(stage)
            let outcome = try await stage.setUp("--replace", "Hallway")
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["answers"]?["replace"] == "1A2B3C4D")
            #expect(try Self.entries(stage) == ["0A2B3C4D Hallway 2026-08-22T09:31:22Z"])
            #expect(try FileSystem.names(in: stage.config + "/tokens") == ["0A2B3C4D"])
            #expect(try stage.keyturn.home.text(of: "config/state/bridges/0A2B3C4D.json") == Self.slugs)
            let again = try await stage.setUp("--replace", "1A2B3C4D")
            #expect(try again.status == .code(0) && again.json["changed"] == false)
        }
    }

    @Test("without the flag nothing is replaced, and it is said how")
    func silent() async throws {
        try await Stage.run { stage in
            try Self.house(stage)
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(0))
            #expect(outcome.conversation.contains("--replace 1A2B3C4D"))
            #expect(try Self.entries(stage).map { $0.prefix(8) } == ["1A2B3C4D", "0A2B3C4D"])
            #expect(try stage.keyturn.home.text(of: "config/tokens/1A2B3C4D") != nil)
        }
    }

    @Test("at a terminal it is asked, and Enter alone means no", arguments: [true, false])
    func asked(_ isIt: Bool) async throws {
        try await Stage.run { stage in
            try Self.house(stage)
            let sitting = try stage.sitDown(
                "--no-run", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)", "--token-file",
                stage.tokenFile)
            try await sitting.sees("Is this the replacement of Hallway?")
            try sitting.types(isIt ? "\u{1B}[D\r" : "\r")
            let review = try await sitting.sees("Write it")
            #expect(review.text.contains("Hallway (1A2B3C4D), whose entry and token go") == isIt)
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try Self.entries(stage).count == (isIt ? 1 : 2))
        }
    }
}
