import BridgeSimulator
import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("Ctrl-C and signals at a terminal", .timeLimit(.minutes(1)))
struct InterruptTests {
    /// A way through the demo: wait for a text, press keys, and so on, until the last text is there.
    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [(text: String, keys: String)]
        let last: String
    }

    private static let toTokenWay = [(text: "DHCP, now   answers", keys: "\r")]
    private static let toReview = toTokenWay + [(text: "How should keyturn", keys: "\r")]
    private static let toChange = toReview + [(text: "Write it", keys: "\u{1B}[C\r")]
    private static let down = "\u{1B}[B"

    private static let ways =
        [
            Way(testDescription: "the search", steps: [], last: "DHCP, now   answers"),
            Way(
                testDescription: "the address", steps: [("DHCP, now   answers", down + "\r")],
                last: "Address of the bridge:"),
            Way(testDescription: "the way to the token", steps: toTokenWay, last: "How should keyturn"),
            Way(
                testDescription: "the token",
                steps: toTokenWay + [("How should keyturn", down + "\r"), ("Token:", "abc")],
                last: "•••"),
            Way(testDescription: "the button", steps: toReview, last: "s left"),
            Way(testDescription: "the sign-in test", steps: toReview, last: "Testing the sign-in"),
            Way(testDescription: "the review", steps: toReview, last: "Write it"),
            Way(testDescription: "what to change", steps: toChange, last: "What should change?"),
        ]
        + rows.enumerated().map { index, row in
            Way(
                testDescription: "change \(row.name)",
                steps: toChange + [("What should change?", String(repeating: down, count: index) + "\r")],
                last: row.last)
        }

    /// The rows of the review, and what each asks.
    private static let rows: [(name: String, last: String)] = [
        ("the name", "Name:"), ("the address", "Address of the bridge:"), ("the port", "Port:"),
        ("the token", "How should keyturn get the token"), ("the sign-in", "How should keyturn sign in?"),
        ("the updates", "Callback"),
    ]

    @Test("Ctrl-C at a question ends with 130, nothing written and the terminal as it was", arguments: ways)
    func interrupt(_ way: Way) async throws {
        let keyturn = try KeyturnBinary()
        let sitting = try keyturn.sit(["setup", "--demo"])
        for step in way.steps {
            try await sitting.sees(step.text)
            try sitting.types(step.keys)
        }
        try await sitting.sees(way.last)
        try sitting.types("\u{3}")
        #expect(try await sitting.end() == .code(130))
        #expect(sitting.transcript.contains { $0.hasSuffix("Nothing was written.") && $0.contains("Left.") })
        #expect(sitting.transcript.contains("^C"))
        #expect(try keyturn.home.names == [], "the demo's folder goes too")
        #expect(try sitting.isRestored)
    }

    @Test("Ctrl-C where the control loop would start leaves what was written, and says so")
    func handOff() async throws {
        let keyturn = try KeyturnBinary()
        let sitting = try keyturn.sit(["setup", "--demo"])
        for step in Self.toReview + [(text: "Write it", keys: "\r")] {
            try await sitting.sees(step.text)
            try sitting.types(step.keys)
        }
        try await sitting.sees("What now?")
        try sitting.types("\u{3}")
        #expect(try await sitting.end() == .code(130))
        #expect(sitting.transcript.contains { $0.contains("What was written stays.") })
        #expect(try keyturn.home.names.contains { $0.hasSuffix("/config/entries.json") })
        #expect(try sitting.isRestored)
    }

    @Test("Ctrl-C in the menu after a failure leaves an older configuration as it was")
    func wayOut() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            let before = try stage.writtenTree
            let sitting = try stage.sit("--token-file", stage.tokenFile)
            try await sitting.sees("1 of 9")
            try sitting.types("\u{1B}")
            try await sitting.sees("Try without encryption")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(sitting.transcript.contains { $0.contains("Nothing was written.") })
            #expect(try stage.writtenTree == before)
            #expect(try sitting.isRestored)
        }
    }

    @Test("Ctrl-C while the bridge's clock is looked for ends at once")
    func clockSearch() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            let sitting = try stage.sit("--token-file", stage.tokenFile)
            try await sitting.sees("1 of 9")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(try stage.written == [])
            #expect(try sitting.isRestored)
        }
    }

    @Test("Ctrl-C while a real bridge waits for its button ends at once")
    func button() async throws {
        try await Stage.run { stage in
            let sitting = try stage.sit("--press-button")
            try await sitting.sees("s left")
            let start = ContinuousClock.now
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            // Far less than the half minute that the button is waited for.
            #expect(ContinuousClock.now - start < .seconds(15))
            #expect(try stage.written == [])
            #expect(try sitting.isRestored)
        }
    }

    @Test("A signal in the middle leaves the terminal as it was", arguments: [SIGTERM, SIGHUP, SIGINT])
    func signals(_ signal: Int32) async throws {
        try await Stage.run { stage in
            let sitting = try stage.sit()
            try await sitting.sees("How should keyturn")
            sitting.terminal.send(signal)
            let status = try await sitting.end()
            #expect(status == .signal(signal))
            #expect(try sitting.isRestored)
            #expect(try stage.written == [])
        }
    }
}

extension Stage {
    /// Starts a setup of this bridge at a terminal.
    func sit(_ more: String..., environment: [String: String] = [:]) throws -> KeyturnSitting {
        try keyturn.sit(
            ["setup", "--host", "127.0.0.1", "--port", "\(bridge.endpoint.port)", "--config", config] + more,
            environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"].merging(environment) { $1 })
    }
}
