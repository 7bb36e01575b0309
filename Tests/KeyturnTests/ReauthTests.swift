import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("keyturn reauth", .timeLimit(.minutes(1)))
struct ReauthTests {
    private static func run(_ stage: Stage, _ words: String..., input: String? = nil) async throws -> ProcessOutcome {
        try await stage.keyturn.run(
            ["reauth", "Hallway"] + words + ["--config", stage.config],
            environment: ["KEYTURN_REQUEST_GAP_SECONDS": "0"],
            input: input.map { .bytes(Array($0.utf8)) } ?? .nothing)
    }

    private static func auth(_ stage: Stage) throws -> JSONValue? {
        let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
        return try JSONValue(parsing: text)["entries"]?[0]?["auth"]
    }

    @Test("a token from stdin takes the place of one that is refused, and no yes is needed")
    func token() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(FixtureTokens.wrong + "\n", to: "config/tokens/0A2B3C4D")
            let outcome = try await Self.run(stage, "--token-file", "-", "--json", input: FixtureTokens.own)
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["changed"] == true && outcome.json["bridge"]?["id"] == "0A2B3C4D")
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
            let before = try stage.keyturn.home.tree()
            let again = try await Self.run(stage, "--token-file", "-", "--json", input: FixtureTokens.own)
            #expect(try again.status == .code(0) && again.json["changed"] == false)
            #expect(try stage.keyturn.home.tree() == before)
        }
    }

    @Test("another sign-in takes the stored token")
    func signIn() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await Self.run(stage, "--auth", "hashed")
            #expect(outcome.status == .code(0))
            #expect(try Self.auth(stage) == "hashed")
            let look = try await Self.run(stage, "--auth", "encrypted", "--dry-run")
            #expect(look.output.last == "nothing was written")
            #expect(try Self.auth(stage) == "hashed")
        }
    }

    @Test("a refused token, and another bridge at the address, write nothing")
    func refused() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let before = try stage.keyturn.home.tree()
            let wrong = try await Self.run(stage, "--token-file", "-", "--json", input: FixtureTokens.wrong)
            #expect(try wrong.status == .code(4) && wrong.error?["id"] == "KT-AUTH-TOKEN")
            let missing = try await Self.run(stage, "--json")
            #expect(try missing.status == .code(3) && missing.error?["id"] == "KT-INPUT")
            #expect(try stage.keyturn.home.tree() == before)
        }
        try await Stage.run(household: { $0.id = BridgeID(rawValue: 0x5E6F_7081) }) { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(text.replacing("5E6F7081", with: "0A2B3C4D"), to: "config/entries.json")
            let before = try stage.keyturn.home.tree()
            let other = try await Self.run(stage, "--token-file", stage.tokenFile, "--json")
            #expect(try other.status == .code(5) && other.error?["id"] == "KT-ID-OTHER")
            #expect(try stage.keyturn.home.tree() == before)
        }
    }

    @Test("at a terminal it asks for the token alone, and writes what signs in")
    func asked() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(FixtureTokens.wrong + "\n", to: "config/tokens/0A2B3C4D")
            let sitting = try stage.keyturn.sit(["reauth", "Hallway", "--config", stage.config])
            let screen = try await sitting.sees("Keep the stored one")
            #expect(screen.text.contains("Sign in to Hallway anew"))
            try sitting.types("\u{1B}[B\r")
            try await sitting.sees("Token:")
            try sitting.types(FixtureTokens.own + "\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
            #expect(try sitting.isRestored)
        }
    }

    @Test("a name that was given while it asked stays, and an entry that was removed does not come back")
    func meanwhile() async throws {
        try await Stage.run { stage in
            try stage.configure()
            func reauth(during words: [String]) async throws -> TestKit.ExitStatus {
                let sitting = try stage.keyturn.sit(["reauth", "0A2B3C4D", "--config", stage.config])
                try await sitting.sees("Keep the stored one")
                let other = try await stage.keyturn.run(["bridges"] + words + ["--config", stage.config])
                #expect(other.status == .code(0))
                try sitting.types("\u{1B}[B\r")
                try await sitting.sees("Token:")
                try sitting.types(FixtureTokens.own + "\r")
                return try await sitting.end()
            }
            #expect(try await reauth(during: ["rename", "Hallway", "Cellar"]) == .code(0))
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            #expect(try JSONValue(parsing: text)["entries"]?[0]?["name"] == "Cellar")
            #expect(try await reauth(during: ["remove", "Cellar", "--yes"]) == .code(7))
            #expect(try !stage.keyturn.home.names.contains("config/tokens/0A2B3C4D"))
        }
    }
}
