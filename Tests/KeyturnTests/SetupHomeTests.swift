import BridgeSimulator
import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("setup at a terminal, on a machine that is set up", .timeLimit(.minutes(1)))
struct SetupHomeTests {
    private static let down = "\u{1B}[B"

    /// Walks to a choice of the first menu and takes it.
    private static func sit(_ stage: Stage, choosing index: Int) async throws -> KeyturnSitting {
        let sitting = try stage.sitDown("--no-run")
        try await sitting.sees("Add another bridge")
        try sitting.types(String(repeating: down, count: index) + "\r")
        return sitting
    }

    @Test("It shows how each bridge is and what can be done; to leave changes nothing and ends with 0")
    func home() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let before = try stage.keyturn.home.tree()
            let sitting = try stage.sitDown()
            let screen = try await sitting.sees("Add another bridge")
            #expect(screen.text.contains("1 bridge is set up"))
            #expect(screen.text.contains("Hallway") && screen.text.contains("0A2B3C4D"))
            #expect(screen.text.contains("online,") && screen.text.contains("3 devices"))
            for choice in ["Check it", "Change it", "Add another bridge", "Export", "Remove it", "Leave"] {
                #expect(screen.text.contains(choice))
            }
            try sitting.types(String(repeating: Self.down, count: 5) + "\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try stage.keyturn.home.tree() == before)
            #expect(await stage.bridge.truth.requests.map(\.path) == ["/info", "/list"])
            #expect(try sitting.isRestored)
        }
    }

    @Test("Check it reads, and changes nothing")
    func check() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let before = try stage.keyturn.home.tree()
            let sitting = try await Self.sit(stage, choosing: 0)
            try await sitting.terminal.showsScreen { screen in
                screen.transcript.count { $0.hasPrefix("✓ Hallway") } == 2 && screen.text.contains("Remove it")
            }
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(try stage.keyturn.home.tree() == before)
            #expect(await stage.bridge.truth.requests.map(\.path) == ["/info", "/list", "/info", "/list"])
        }
    }

    @Test("Change it writes what was changed alone, and asks the bridge nothing for a name")
    func change() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let token = try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D")
            let sitting = try await Self.sit(stage, choosing: 1)
            try await sitting.sees("Name")
            try sitting.types("\r")
            try await sitting.sees("Name")
            try sitting.types("Attic\r")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            let entries = try JSONValue(parsing: try #require(try stage.keyturn.home.text(of: "config/entries.json")))
            #expect(entries["entries"]?[0]?["name"]?.text?.contains("Attic") == true)
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == token)
            #expect(await stage.bridge.truth.requests.map(\.path) == ["/info", "/list"], "the look at the beginning")
        }
    }

    @Test("Export names the commands, with this configuration's folder")
    func export() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let sitting = try await Self.sit(stage, choosing: 3)
            try await sitting.sees("keyturn export --config")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
        }
    }

    @Test("Remove it takes entry and token away after a yes, and nothing after a no", arguments: [true, false])
    func removal(_ isSure: Bool) async throws {
        try await Stage.run { stage in
            try stage.configure()
            let sitting = try await Self.sit(stage, choosing: 4)
            try await sitting.sees("Yes, remove it")
            try sitting.types(isSure ? "\u{1B}[D\r" : "\r")
            if isSure {
                #expect(try await sitting.end() == .code(0))
                #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == nil)
                let entries = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
                #expect(try JSONValue(parsing: entries)["entries"] == [])
            } else {
                try await sitting.sees("Add another bridge")
                try sitting.types("\u{3}")
                #expect(try await sitting.end() == .code(130))
                #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") != nil)
            }
            #expect(await stage.bridge.truth.requests.map(\.path) == ["/info", "/list"], "the bridge is left alone")
        }
    }

    @Test("A bridge that refuses the stored token is asked about at once")
    func refused() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(FixtureTokens.wrong + "\n", to: "config/tokens/0A2B3C4D")
            let sitting = try stage.sitDown("--no-run")
            try await sitting.sees("Paste a new token")
            try sitting.types("\u{1B}[C\r")
            try await sitting.sees("Token:")
            try sitting.types(FixtureTokens.own + "\r")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            #expect(try stage.keyturn.home.text(of: "config/tokens/0A2B3C4D") == FixtureTokens.own + "\n")
        }
    }

    @Test("Ctrl-C anywhere there leaves every file as it was", arguments: [(0, 1), (1, 1), (4, 1), (2, 1)])
    func interrupt(_ choice: Int, _ depth: Int) async throws {
        try await Stage.run { stage in
            try stage.configure()
            let before = try stage.writtenTree
            let sitting = try await Self.sit(stage, choosing: choice)
            try await sitting.sees(["Add another", "Name", "by hand", "", "Yes, remove it"][choice])
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(try stage.writtenTree == before)
            #expect(try sitting.isRestored)
        }
    }
}
