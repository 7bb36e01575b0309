import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@Suite("export to files, shells and Home Assistant", .timeLimit(.minutes(1)))
struct ExportFileTests {
    /// A name that runs something wherever it is not a mere text.
    private static let hostile = "$(touch canary)`touch canary`';touch canary;'\\n{system('touch canary')}\\\"\\\\ 😀"

    private func export(_ stage: Stage, _ arguments: String...) async throws -> ProcessOutcome {
        try await stage.keyturn.run(["export"] + arguments + ["--config", stage.config], showsTokens: true)
    }

    private func mode(_ path: String) throws -> UInt32? { try FileStatus.of(path)?.mode }

    @Test("--output writes a file for its owner alone, and replaces one only if that is agreed to")
    func output() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let file = stage.keyturn.home("out.json")
            let first = try await export(stage, "json", "--output", file)
            #expect(first.status == .code(0))
            #expect(first.output == [])
            #expect(first.conversation.contains("Wrote \(file), for its owner alone."))
            #expect(try mode(file) == 0o600)
            let text = try stage.keyturn.home.text(of: "out.json")
            #expect(text?.contains("REDACTED") == true)

            let refused = try await export(stage, "json", "--output", file, "--include-token")
            #expect(refused.status == .code(3))
            #expect(refused.conversation.contains("--yes"))
            #expect(try stage.keyturn.home.text(of: "out.json") == text)
            let agreed = try await export(stage, "json", "--output", file, "--include-token", "--yes", "--json")
            #expect(agreed.status == .code(0))
            #expect(try agreed.json == ["schema": 1, "wrote": .text(file)])
            #expect(try stage.keyturn.home.text(of: "out.json")?.contains(FixtureTokens.own) == true)
            #expect(try mode(file) == 0o600)
        }
    }

    @Test(
        "What root writes into a person's folder is that person's, and that is said",
        .enabled(if: geteuid() == 0, "it needs root"))
    func owner() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let folder = stage.keyturn.home("person")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            #expect(unsafe chown(folder, 54_321, 54_321) == 0)
            let outcome = try await export(stage, "json", "--output", "\(folder)/out.json")
            #expect(outcome.conversation.contains("Wrote \(folder)/out.json, for user 54321 alone."))
            let status = try #require(try FileStatus.of("\(folder)/out.json"))
            #expect(status.owner == 54_321 && status.mode == 0o600)
        }
    }

    @Test("--output refuses what is no file and a folder that is not there; - is standard output")
    func noFile() async throws {
        try await Stage.run { stage in
            try stage.configure()
            for path in [stage.config, "/dev/null", stage.keyturn.home("none/out")] {
                let outcome = try await export(stage, "json", "--output", path, "--yes")
                #expect(outcome.status == .code(7), "\(path)")
                #expect(outcome.conversation.contains("--output"))
            }
            #expect(try await export(stage, "json", "--output", "-").json["schema"] == 1)
        }
    }

    @Test("--redact says nothing of the tokens; with --include-token, and --merge with another format: 64")
    func flags() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let redacted = try await export(stage, "json", "--redact")
            #expect(redacted.status == .code(0))
            #expect(redacted.output.joined().contains("REDACTED"))
            #expect(redacted.errors == [])
            #expect(try await export(stage, "json", "--redact", "--include-token").status == .code(64))
            #expect(try await export(stage, "openhab", "--merge", "x").status == .code(64))
        }
    }

    @Test("A shell that reads env gets the values and runs nothing", arguments: ["dash", "bash"])
    func sourced(_ shell: String) async throws {
        guard ChildProcess.path(of: shell) != nil else { try Test.cancel("no program \(shell)") }
        try await Stage.run { stage in
            try stage.configure(name: Self.hostile)
            let file = stage.keyturn.home("env")
            let written = try await export(stage, "env", "--include-token", "--output", file)
            #expect(written.status == .code(0))
            let script = """
                set -eu; cd '\(stage.keyturn.home.path)'; . ./env
                set | sed -n 's/^NUKI_.*_HOST=/host=/p;s/^NUKI_.*_TOKEN=/word=/p;s/^NUKI_.*_ID=/id=/p'
                """
            let read = try await ChildProcess.run(shell, ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
            #expect(read.status == .code(0))
            #expect(read.errors == [])
            let values = Set(read.output.map { $0.replacing("'", with: "") })
            #expect(values == ["host=127.0.0.1", "word=\(FixtureTokens.own)", "id=0A2B3C4D"])
            #expect(try !stage.keyturn.home.names.contains("canary"))
        }
    }

    @Test("FHEM's lines are of four kinds, and a shell that reads them by mistake runs nothing of a name")
    func fhem() async throws {
        try await Stage.run { stage in
            try stage.configure(name: Self.hostile)
            let outcome = try await export(stage, "fhem", "--include-token")
            #expect(outcome.status == .code(0))
            let define = /define nuki_[a-z0-9_]+ NUKIBridge 127\.0\.0\.1 [!-~]+/
            let attribute = /(# )?attr nuki_[a-z0-9_]+ webhook(FWinstance WEB|HttpHostname ADDRESS)/
            for line in outcome.output {
                #expect(line.wholeMatch(of: define) != nil || line.wholeMatch(of: attribute) != nil, "\(line)")
            }
            try stage.keyturn.home.write(outcome.output.map { $0 + "\n" }.joined(), to: "fhem")
            let script = "cd '\(stage.keyturn.home.path)'; . ./fhem"
            _ = try await ChildProcess.run("sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
            #expect(try !stage.keyturn.home.names.contains("canary"))
            #expect(outcome.conversation.contains("is not told: auth, "))
            #expect(outcome.conversation.contains("; FHEM asks at port 8080 alone, and cannot reach it."))
        }
    }

    @Test("A token that a shell would carry out is refused by KT-EXPORT, without being shown")
    func hostileToken() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write("abc';touch${IFS}canary;'\n", to: "config/tokens/0A2B3C4D")
            for format in ["env", "fhem"] {
                let file = stage.keyturn.home("out")
                let outcome = try await export(stage, format, "--include-token", "--output", file)
                #expect(outcome.status == .code(7))
                #expect(outcome.conversation.contains("(KT-EXPORT)"))
                #expect(!outcome.conversation.contains("abc'"))
                #expect(try FileStatus.of(file) == nil)
                #expect(try await export(stage, format).status == .code(0))
            }
        }
    }

    @Test(
        "Python reads the JSON formats with any name, and finds the name in them",
        arguments: ["json", "iobroker", "homebridge", "home-assistant"])
    func python(_ format: String) async throws {
        guard ChildProcess.path(of: "python3") != nil else { try Test.cancel("no program python3") }
        try await Stage.run { stage in
            try stage.configure(name: Self.hostile)
            let file = stage.keyturn.home("out")
            _ = try await export(stage, format, "--include-token", "--output", file)
            let script = """
                import json, sys
                text = open(sys.argv[1], encoding="utf-8").read()
                value = json.loads(text)
                assert text.endswith("}\\n")
                name = json.loads('"' + sys.argv[2] + '"')
                def texts(value):
                    if isinstance(value, dict): return [t for v in value.values() for t in texts(v)]
                    if isinstance(value, list): return [t for v in value for t in texts(v)]
                    return [value]
                print(name in texts(value))
                """
            let read = try await ChildProcess.run("python3", ["-c", script, file, Self.hostile])
            #expect(read.errors == [])
            #expect(read.output == [["json", "iobroker"].contains(format) ? "True" : "False"])
        }
    }
}
