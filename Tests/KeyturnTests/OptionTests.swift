import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("Options shared by the commands", .timeLimit(.minutes(1)))
struct OptionTests {
    /// A shared option and its value, in one word or in two.
    private static let options = [
        ["--json"], ["--no-input"], ["--accessible"], ["--color", "never"], ["--color=always"], ["--config", "CONFIG"],
        ["--config=CONFIG"], ["--verbose"], ["-v"], ["--quiet"], ["-q"],
    ]

    @Test("Each works before and after the command's name, and does the same", arguments: options)
    func bothSides(_ option: [String]) async throws {
        try await Stage.run { stage in
            try stage.configure()
            let option = option.map { $0.replacing("CONFIG", with: stage.config) }
            let isConfig = option[0].hasPrefix("--config")
            let rest = isConfig ? [] : ["--config", stage.config]
            let before = try await stage.keyturn.run(option + ["export", "json"] + rest)
            let after = try await stage.keyturn.run(["export", "json"] + option + rest)
            #expect(before.status == .code(0))
            #expect(after.status == .code(0))
            #expect(before.output == after.output)
            #expect(before.errors == after.errors)
        }
    }

    @Test("Several stand before the name, and they count there")
    func severalBefore() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run([
                "--json", "--no-input", "--color=never", "--config", stage.config, "status",
            ])
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["bridges"]?[0]?["name"] == "Hallway")
        }
    }

    @Test(
        "--json before each command's name is taken",
        arguments: [
            "setup", "help", "discover", "rediscover", "listen", "export", "run", "status", "doctor", "simulate",
            "bridge info", "bridges list", "bridges set", "reauth", "service show",
        ])
    func everyCommand(_ command: String) async throws {
        let outcome = try await KeyturnBinary().run(
            ["--json"] + command.split(separator: " ").map(String.init) + ["--help"])
        #expect(outcome.status == .code(0))
        #expect(outcome.output.contains { $0.contains("USAGE: keyturn \(command)") })
    }

    @Test("--version and --help do, too", arguments: ["--version", "--help", "-h"])
    func information(_ option: String) async throws {
        let before = try await KeyturnBinary().run([option, "status"])
        let after = try await KeyturnBinary().run(["status", option])
        #expect(before.status == .code(0))
        #expect(before.output == after.output)
        #expect(before.output.first?.hasPrefix(option == "--version" ? "0." : "OVERVIEW: Show every") == true)
    }

    @Test("--verbose names files and requests on stderr and no secret; --quiet leaves errors alone")
    func loudness() async throws {
        try await Stage.run { stage in
            let verbose = try await stage.setUp("-v")
            #expect(verbose.status == .code(0))
            #expect(verbose.conversation.contains("configuration: \(stage.config)"))
            #expect(verbose.conversation.contains("request: GET /info at \(stage.bridge.endpoint): 401"))
            #expect(!verbose.conversation.contains("nonce"))
            let quiet = try await stage.setUp("-q")
            #expect(quiet.status == .code(0))
            #expect(quiet.errors == [])
            #expect(try quiet.json["changed"] == false)
            let failing = try await stage.setUp("-q", "--bridge", "1A2B3C4D")
            #expect(failing.status == .code(5))
            #expect(failing.errors.first?.hasSuffix("(KT-ID-OTHER)") == true)
            let both = try await stage.keyturn.run(["status", "-q", "-v"])
            #expect(both.status == .code(64))
        }
    }

    @Test("Commands in what is said repeat --config")
    func repeatedFolder() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["status", "--config", keyturn.home("a b")])
        #expect(outcome.errors.last == "  Set one up: keyturn setup --config '\(keyturn.home("a b"))'")
        let asJSON = try await keyturn.run(["status", "--json", "--config", "x"])
        #expect(try asJSON.error?["fixes"] == ["Set one up: keyturn setup --config x"])
    }

    @Test("KEYTURN_CONFIG_DIR names the folder, and --config wins over it")
    func configVariable() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let environment = ["KEYTURN_CONFIG_DIR": stage.config]
            let found = try await stage.keyturn.run(["status"], environment: environment)
            #expect(found.status == .code(0))
            let other = try await stage.keyturn.run(
                ["status", "--config", stage.keyturn.home("other")], environment: environment)
            #expect(other.status == .code(3))
        }
    }

    @Test("--version prints a version and nothing else")
    func version() async throws {
        let outcome = try await KeyturnBinary().run(["--version"])
        #expect(outcome.status == .code(0))
        #expect(outcome.output.count == 1)
        #expect(outcome.output.first?.split(separator: ".").count == 3)
        #expect(outcome.errors == [])
    }

    @Test(
        "A bad command line ends with 64 and a sentence on stderr",
        arguments: [
            ["--nonsense"], ["status", "--nonsense"], ["nonsense"], ["setup", "--timeout", "soon"],
            ["discover", "--timeout", "soon"], ["discover", "--timeout", "0"], ["setup", "--household", "x"],
            ["setup", "--demo", "--host", "192.0.2.1"], ["setup", "--token-file", "-", "--read", "-"],
            ["simulate", "--speed", "0"], ["export"], ["reauth"], ["bridges", "set", "Hallway"],
        ])
    func badCommandLine(_ arguments: [String]) async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(arguments)
        #expect(outcome.status == .code(64))
        #expect(outcome.output == [])
        #expect(outcome.errors.first?.hasPrefix("Error: ") == true)
        #expect(try keyturn.home.names == [])
    }

    @Test("A value is never taken for a command: setup --config status")
    func valueLikeACommand() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["--config", "status", "doctor", "--json"])
        #expect(try outcome.json["checks"] != nil)
    }
}
