import Glibc
import TestKit
import Testing

@testable import TerminalUI

/// The harness itself, at programs that every machine has.
@Suite("Pseudo-terminal", .timeLimit(.minutes(1)))
struct PseudoTerminalTests {
    private static func shell(_ script: String, columns: Int = 80) throws -> PseudoTerminal {
        try PseudoTerminal(
            running: "/bin/sh", ["-c", script], environment: ["TERM": "xterm", "PATH": "/usr/bin:/bin"],
            columns: columns)
    }

    @Test("The program has a terminal, what is typed reaches it, and its exit status comes back")
    func conversation() async throws {
        let terminal = try Self.shell(
            #"test -t 0 -a -t 1 -a -t 2 && printf 'Name: '; read name; echo "Hello $name"; exit 3"#)
        try await terminal.shows("Name:")
        try terminal.type("Ada\r")
        #expect(await terminal.exit() == .code(3))
        #expect(terminal.screen.lines == ["Name: Ada", "Hello Ada"])
        #expect(try terminal.settings == terminal.settingsBefore)
    }

    @Test("The environment is the one that was given")
    func environment() async throws {
        let terminal = try Self.shell("env | grep -vE '^(PWD|SHLVL|_|OLDPWD)='")
        #expect(await terminal.exit() == .code(0))
        #expect(Set(terminal.screen.lines) == ["TERM=xterm", "PATH=/usr/bin:/bin"])
    }

    @Test("The terminal is the controlling one: Ctrl-C at it interrupts")
    func interrupt() async throws {
        let terminal = try Self.shell("echo ready; exec cat")
        try await terminal.shows("ready")
        try terminal.type("\u{3}")
        #expect(await terminal.exit() == .signal(SIGINT))
    }

    @Test("A new size reaches the program as SIGWINCH")
    func resize() async throws {
        let terminal = try Self.shell("trap 'stty size; exit 0' WINCH; stty size; while :; do read line; done")
        try await terminal.shows("24 80")
        try terminal.resize(columns: 40, rows: 12)
        try await terminal.shows("12 40")
        #expect(await terminal.exit() == .code(0))
    }

    @Test("Settings that a program leaves behind are seen after its end")
    func settings() async throws {
        let terminal = try Self.shell("stty raw -echo")
        #expect(await terminal.exit() == .code(0))
        #expect(terminal.settingsBefore.isSane)
        #expect(try !terminal.settings.isSane)
        #expect(try terminal.settings != terminal.settingsBefore)
    }

    @Test("Waiting for what never comes ends, and shows the screen")
    func timeout() async throws {
        let terminal = try Self.shell("echo ready; exec cat")
        try await terminal.shows("ready")
        let late = await #expect(throws: ScreenTimeout.self) {
            try await terminal.shows("steady", within: .milliseconds(50))
        }
        #expect(late?.description.contains("ready") == true)
        let short = try Self.shell("echo gone")
        let over = await #expect(throws: ScreenTimeout.self) { try await short.shows("steady") }
        #expect(over?.isOver == true)
    }
}
