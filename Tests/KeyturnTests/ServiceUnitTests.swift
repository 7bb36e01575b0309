import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@testable import keyturn

@Suite("The units of the service", .timeLimit(.minutes(1)))
struct ServiceUnitTests {
    private static let hasAnalyzer: any TestTrait = .enabled(
        if: ChildProcess.path(of: "systemd-analyze") != nil, "there is no systemd-analyze")

    @Test("systemd understands the machine's unit, and calls its exposure less than 2.5", hasAnalyzer)
    func exposure() async throws {
        let keyturn = try KeyturnBinary()
        let shown = try await keyturn.run(["service", "show", "--program", "/bin/true"])
        let path = keyturn.home("keyturn.service")
        try keyturn.home.write(shown.output.joined(separator: "\n"), to: "keyturn.service")
        let verified = try await ChildProcess.run("systemd-analyze", ["verify", "--man=no", path])
        #expect(verified.status == .code(0))
        #expect(!verified.errors.contains { $0.contains("keyturn.service") }, "\(verified.errors)")
        let outcome = try await ChildProcess.run(
            "systemd-analyze", ["security", "--offline=yes", "--no-pager", path], environment: ["LANG": "C"])
        let verdict = try #require(outcome.output.last { $0.contains("Overall exposure level") })
        let level = verdict.split(separator: " ").lazy.compactMap { Double($0) }.first
        #expect(try #require(level) < 2.5)
    }

    @Test("A person's unit forbids no rights that the program's file has, and finds the configuration")
    func personal() async throws {
        let outcome = try await KeyturnBinary().run(
            ["service", "show", "--user", "--program", "/opt/keyturn", "--config", "/srv/a b/100%"])
        #expect(outcome.output.contains("ExecStart=/opt/keyturn run --config \"/srv/a b/100%%\""))
        #expect(!outcome.output.contains { $0.hasPrefix("NoNewPrivileges") || $0.hasPrefix("System") })
        #expect(outcome.output.contains("WantedBy=default.target"))
    }

    @Test("The line of the user makes a user and a group keyturn")
    func account() async throws {
        let outcome = try await KeyturnBinary().run(["service", "show", "--sysusers"])
        #expect(outcome.output.count == 1)
        #expect(outcome.output.first?.hasPrefix("u keyturn - ") == true)
    }

    @Test(
        "A word of a command line means itself",
        arguments: [
            ("/usr/bin/keyturn", "/usr/bin/keyturn"), ("a b", "\"a b\""), ("100%", "100%%"), ("$HOME", "$$HOME"),
            ("a\"b\\", "\"a\\\"b\\\\\""), ("a\nb", "\"a\\nb\""), ("a;b", "\"a;b\""),
        ])
    func word(_ text: String, _ word: String) {
        #expect(ServiceUnit.word(text) == word)
    }

    @Test(
        "The program of a command line means itself, where systemd takes it",
        arguments: [("/a/$HOME", "/a/$HOME"), ("/a b/100%", "\"/a b/100%%\""), ("/ä;b", "\"/ä;b\"")])
    func program(_ path: String, _ word: String) {
        #expect(ServiceUnit.canStart(path))
        #expect(ServiceUnit.program(path) == word)
        #expect(!ServiceUnit.canStart("\(path)\r"))
    }

    @Test("A person's service is a file of that person, says what it cannot do, and is not started unasked")
    func installedForPerson() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write("#!/bin/sh\necho \"$*\" >>\(keyturn.home("log"))\n", to: "bin/systemctl")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: keyturn.home("bin/systemctl"))
        let environment = ["PATH": "\(keyturn.home("bin")):/usr/bin:/bin"]
        let outcome = try await keyturn.run(["service", "install", "--user"], environment: environment)
        #expect(outcome.status == .code(0))
        #expect(outcome.conversation.contains("CAP_NET_RAW"))
        #expect(outcome.conversation.contains("systemctl --user enable --now keyturn"))
        let shown = try await keyturn.run(["service", "show", "--user"])
        let unit = ".config/systemd/user/keyturn.service"
        #expect(try keyturn.home.text(of: unit) == shown.output.map { "\($0)\n" }.joined())
        #expect(try keyturn.home.text(of: "log") == "--user daemon-reload\n")
        let enabled = try await keyturn.run(["service", "install", "--user", "--enable"], environment: environment)
        #expect(enabled.status == .code(0))
        #expect(try keyturn.home.text(of: "log")?.hasSuffix("--user enable --now keyturn\n") == true)
        #expect(try await keyturn.run(["service", "remove", "--user"], environment: environment).status == .code(0))
        #expect(try keyturn.home.text(of: unit) == nil)
    }

    @Test("The machine's service is root's alone to change", .enabled(if: geteuid() != 0, "it needs somebody else"))
    func notRoot() async throws {
        for command in ["install", "remove"] {
            let outcome = try await KeyturnBinary().run(["service", command])
            #expect(outcome.status == .code(7))
            #expect(outcome.conversation.contains("sudo keyturn service"))
        }
    }
}
