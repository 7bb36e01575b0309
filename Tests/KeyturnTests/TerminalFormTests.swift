import BridgeSimulator
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("The forms of a conversation", .timeLimit(.minutes(1)))
struct TerminalFormTests {
    @Test("A token that is typed is never shown, and works")
    func typedToken() async throws {
        try await Stage.run { stage in
            let sitting = try stage.sit("--no-run")
            try await sitting.sees("How should keyturn")
            try sitting.types("\u{1B}[B\r")
            try await sitting.sees("Token:")
            try sitting.types(FixtureTokens.own)
            try await sitting.sees("16 characters")
            try sitting.types("\r")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
            #expect(try sitting.isRestored)
        }
    }

    @Test("After a wrong token another one can be typed")
    func secondToken() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            let sitting = try stage.sit("--no-run", "--token-file", stage.tokenFile)
            try await sitting.sees("1 of 9")
            try sitting.types("\u{1B}")
            let failure = try await sitting.sees("Try without encryption")
            #expect(failure.text.contains("KT-AUTH-TOKEN"))
            try sitting.types("\u{1B}[B\r")
            try await sitting.sees("Token:")
            try sitting.types(FixtureTokens.own + "\r")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            #expect(await stage.signIns.contains(.plain) == false)
        }
    }

    @Test("Leave after a failure ends with that failure's code")
    func leave() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            let sitting = try stage.sit("--token-file", stage.tokenFile)
            try await sitting.sees("1 of 9")
            try sitting.types("\u{1B}")
            try await sitting.sees("Try without encryption")
            try sitting.types(String(repeating: "\u{1B}[B", count: 4) + "\r")
            #expect(try await sitting.end() == .code(4))
            #expect(try stage.written == [])
        }
    }

    @Test(
        "A dumb terminal and a screen reader get lines and numbers, nothing redrawn and no colour",
        arguments: [["TERM": "dumb"], ["ACCESSIBLE": "1"]])
    func lines(_ environment: [String: String]) async throws {
        try await Stage.run { stage in
            let sitting = try stage.sit("--no-run", environment: environment)
            try await sitting.sees("1. Press the button on the bridge")
            try sitting.types("2\r")
            try await sitting.sees("Token")
            try sitting.types(FixtureTokens.own + "\r")
            try await sitting.sees("Write it")
            try sitting.types("1\r")
            #expect(try await sitting.end() == .code(0))
            #expect(!sitting.transcript.contains { $0.contains("›") || $0.contains("✓") })
            #expect(try sitting.isRestored)
            #expect(try stage.keyturn.home.names.contains("config/entries.json"))
        }
    }

    @Test("CI silences questions at a terminal too", arguments: [["CI": "1"], ["CI": "true", "ACCESSIBLE": "1"]])
    func continuousIntegration(_ environment: [String: String]) async throws {
        try await Stage.run { stage in
            let sitting = try stage.sit(environment: environment)
            #expect(try await sitting.end() == .code(3))
            #expect(sitting.transcript.contains { $0.contains("--token-file PATH") })
        }
    }

    @Test("NO_COLOR and --color never leave colours out, which are there otherwise")
    func colours() async throws {
        #expect(try await Self.bytes(["setup", "--demo"]).contains(Self.colour))
        #expect(try await !Self.bytes(["setup", "--demo"], ["NO_COLOR": "1"]).contains(Self.colour))
        #expect(try await !Self.bytes(["setup", "--demo", "--color", "never"]).contains(Self.colour))
    }

    private static var colour: Regex<Substring> { /\u{1B}\[[1-9][0-9;]*m/ }

    /// Everything that a run writes to its terminal until Ctrl-C at the first question.
    private static func bytes(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> String {
        let keyturn = try KeyturnBinary()
        let terminal = try OpenedTerminal()
        let variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "TMPDIR": keyturn.home.path]
        let child = try ChildProcess(
            KeyturnBinary.path, arguments, environment: variables.merging(environment) { $1 }, terminal: terminal.path)
        let alarm = Task { await child.kill(after: .seconds(20)) }
        defer { alarm.cancel() }
        var text = ""
        var isLeft = false
        // Reading fails once nobody has the terminal open any more.
        while let bytes = try? terminal.near.read(), !bytes.isEmpty {
            text += String(decoding: bytes, as: UTF8.self)
            if !isLeft, text.contains("DHCP, now   answers") {
                isLeft = true
                try terminal.near.write([3])
            }
        }
        #expect(await child.exit() == .code(130))
        return text
    }
}
