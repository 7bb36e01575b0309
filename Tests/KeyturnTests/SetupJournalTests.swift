import BridgeSimulator
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("A setup that was interrupted", .timeLimit(.minutes(1)))
struct SetupJournalTests {
    private static let journal = "config/state/setup.json"

    /// Leaves a setup at the question of the token.
    private static func interrupt(_ stage: Stage, by signal: Int32? = nil) async throws {
        let sitting = try stage.sit()
        try await sitting.sees("How should keyturn")
        if let signal { sitting.terminal.send(signal) } else { try sitting.types("\u{3}") }
        #expect(try await sitting.end() == signal.map { .signal($0) } ?? .code(130))
    }

    @Test("It leaves the bridge that was chosen, for its owner alone and without a secret, and says so")
    func kept() async throws {
        try await Stage.run { stage in
            let sitting = try stage.sit()
            try await sitting.sees("How should keyturn")
            try sitting.types("\u{1B}[B\r")
            try await sitting.sees("Token:")
            try sitting.types(FixtureTokens.own)
            try await sitting.sees("16 characters")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            // Where the line breaks depends on the folder's name.
            let said = sitting.transcript.joined(separator: " ").split(separator: " ").joined(separator: " ")
            #expect(said.contains("continues with 127.0.0.1"))
            let text = try #require(try stage.keyturn.home.text(of: Self.journal))
            #expect(text.contains("127.0.0.1") && !text.contains(FixtureTokens.own))
            #expect(try FileStatus.of(stage.keyturn.home(Self.journal))?.mode == 0o600)
            #expect(try stage.written == [])
        }
    }

    @Test("The next one offers to go on, goes on at the token, and leaves no journal behind")
    func resumed() async throws {
        try await Stage.run { stage in
            try await Self.interrupt(stage)
            let sitting = try stage.sitDown("--no-run")
            try await sitting.sees("Continue where you left off")
            try sitting.types("\r")
            try await sitting.sees("How should keyturn")
            try sitting.types("\u{1B}[B\r")
            try await sitting.sees("Token:")
            try sitting.types(FixtureTokens.own + "\r")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            #expect(
                try stage.written == [
                    "config/entries.json", "config/entries.lock", "config/tokens/", "config/tokens/0A2B3C4D",
                ])
            #expect(try stage.keyturn.home.text(of: Self.journal) == nil)
            #expect(try !stage.keyturn.home.names.contains("config/state/"))
        }
    }

    @Test("Leaving at the offer keeps it for another time")
    func leftAtTheOffer() async throws {
        try await Stage.run { stage in
            try await Self.interrupt(stage)
            let before = try stage.keyturn.home.text(of: Self.journal)
            let sitting = try stage.sitDown()
            try await sitting.sees("Continue where you left off")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(try stage.keyturn.home.text(of: Self.journal) == before)
        }
    }

    @Test("Killed in the middle, it can be continued as well")
    func killed() async throws {
        try await Stage.run { stage in
            try await Self.interrupt(stage, by: SIGKILL)
            #expect(try stage.written == [])
            let sitting = try stage.sitDown()
            try await sitting.sees("Continue where you left off")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
        }
    }

    @Test("After a day, and where it cannot be understood, it is as good as none", arguments: [true, false])
    func ignored(_ isOld: Bool) async throws {
        try await Stage.run { stage in
            try await Self.interrupt(stage)
            if isOld {
                let text = try #require(try stage.keyturn.home.text(of: Self.journal))
                let written = try #require(try JSONValue(parsing: text)["value"]?["written"]?.text)
                let old = WireTime.text(Date() - 25 * 3600)
                try stage.keyturn.home.write(text.replacing(written, with: old), to: Self.journal)
            } else {
                try stage.keyturn.home.write("{\"schema\":7", to: Self.journal)
            }
            let sitting = try stage.sitDown("--read", "/dev/null")
            let screen = try await sitting.sees("by hand")
            #expect(!screen.text.contains("Continue where you left off"))
            try sitting.types("\u{3}")
            #expect(try await sitting.end() != .code(0))
        }
    }

    @Test("A setup without a person leaves none")
    func unattended() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            #expect(try await stage.setUp().status == .code(4))
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }
}

extension Stage {
    /// Starts a setup at a terminal that is told nothing about the bridge.
    func sitDown(_ more: String..., environment: [String: String] = [:]) throws -> KeyturnSitting {
        try keyturn.sit(
            ["setup", "--config", config] + more,
            environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "KEYTURN_REQUEST_GAP_SECONDS": "0"]
                .merging(environment) { $1 })
    }
}
