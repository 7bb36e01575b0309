import BridgeSimulator
import Glibc
import Linux
import NukiDomain
import TerminalUI
import TestKit
import Testing

@Suite("setup at terminals of every kind", .timeLimit(.minutes(1)))
struct SetupSittingTests {
    /// A terminal and what a person wants of it.
    struct Seat: Sendable, CustomTestStringConvertible {
        let environment: [String: String]
        let columns: Int
        var options: [String] = []
        /// Lists to walk; else numbers are typed.
        var isRich = true

        var testDescription: String { "\(columns) columns \(environment) \(options)" }
    }

    private static let rich = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    private static let seats: [Seat] =
        [80, 38, 30].map { Seat(environment: rich, columns: $0) }
        + [
            Seat(environment: rich.merging(["NO_COLOR": "1"]) { $1 }, columns: 80),
            Seat(environment: ["TERM": "xterm", "LANG": "C"], columns: 80),
            Seat(environment: ["TERM": "dumb"], columns: 80, isRich: false),
            Seat(environment: rich.merging(["ACCESSIBLE": "1"]) { $1 }, columns: 80, isRich: false),
            Seat(environment: rich, columns: 80, options: ["--accessible"], isRich: false),
            Seat(environment: rich, columns: 80, options: ["-v"], isRich: false),
        ]

    private static func sit(_ stage: Stage, _ seat: Seat) throws -> KeyturnSitting {
        try stage.keyturn.sit(
            ["setup", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)", "--config", stage.config]
                + ["--no-run"] + seat.options,
            environment: seat.environment.merging(["KEYTURN_REQUEST_GAP_SECONDS": "0"]) { $1 }, columns: seat.columns)
    }

    @Test("A whole setup works, keeps to the width, and gives the terminal back", arguments: seats)
    func whole(_ seat: Seat) async throws {
        try await Stage.run { stage in
            let sitting = try Self.sit(stage, seat)
            try await sitting.sees("Paste it from the")
            try sitting.types(seat.isRich ? "\u{1B}[B\r" : "2\r")
            try await sitting.sees("Token")
            try sitting.types(FixtureTokens.own)
            if seat.isRich { try await sitting.sees("16 characters") }
            try sitting.types("\r")
            try await sitting.sees("Write it")
            try sitting.types(seat.isRich ? "\r" : "1\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try sitting.isRestored)
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
            #expect(sitting.transcript.allSatisfy { DisplayWidth.columns(of: $0) <= seat.columns })
            if !seat.isRich || seat.environment["LANG"] != "C.UTF-8" {
                #expect(!sitting.transcript.contains { $0.contains("✓") || $0.contains("›") || $0.contains("•") })
            }
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test("Ctrl-C at the token leaves nothing written and the terminal as it was", arguments: seats)
    func left(_ seat: Seat) async throws {
        try await Stage.run { stage in
            let sitting = try Self.sit(stage, seat)
            try await sitting.sees("Paste it from the")
            try sitting.types(seat.isRich ? "\u{1B}[B\r" : "2\r")
            try await sitting.sees("Token")
            try sitting.types("abc\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(try sitting.isRestored)
            #expect(try stage.written == [])
        }
    }

    @Test("A window that changes its size in the middle is drawn anew, and the answers stay")
    func resized() async throws {
        try await Stage.run { stage in
            let sitting = try Self.sit(stage, Self.seats[0])
            try await sitting.sees("Paste it from the")
            try sitting.types("\u{1B}[B\r")
            try await sitting.sees("Token:")
            try sitting.types(String(FixtureTokens.own.prefix(4)))
            try await sitting.sees("4 characters")
            try sitting.terminal.resize(columns: 38, rows: 20)
            try await sitting.terminal.showsScreen { screen in
                screen.lines.contains { $0.contains("4 characters") }
                    && screen.lines.allSatisfy { DisplayWidth.columns(of: $0) <= 38 }
            }
            try sitting.types(String(FixtureTokens.own.dropFirst(4)))
            try await sitting.sees("16 characters")
            try sitting.terminal.resize(columns: 80, rows: 40)
            try sitting.types("\r")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
            #expect(try sitting.isRestored)
        }
    }

    @Test("Without stdin, or with nobody at it, the first missing answer is named", arguments: [true, false])
    func noInput(_ isClosed: Bool) async throws {
        try await Stage.run { stage in
            let outcome = try await stage.keyturn.run(
                ["setup", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)", "--config", stage.config],
                input: isClosed ? .closed : .nothing)
            #expect(outcome.status == .code(3))
            #expect(outcome.conversation.contains("--token-file PATH"))
            #expect(try stage.written == [])
        }
    }

    @Test("With stdout closed, a setup goes on to its end and writes what it should")
    func noOutput() async throws {
        try await Stage.run { stage in
            let command =
                "exec \"$0\" setup --no-input --host 127.0.0.1 --port \(stage.bridge.endpoint.port) --yes --json "
                + "--token-file \"$1\" --config \"$2\" >&-"
            let outcome = try await ChildProcess.run(
                "/bin/sh", ["-c", command, KeyturnBinary.path, stage.tokenFile, stage.config],
                environment: ["HOME": stage.keyturn.home.path, "KEYTURN_REQUEST_GAP_SECONDS": "0"])
            #expect(outcome.status == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
            #expect(try JSONValue(parsing: #require(try stage.keyturn.home.text(of: "config/entries.json"))) != [])
        }
    }
}
