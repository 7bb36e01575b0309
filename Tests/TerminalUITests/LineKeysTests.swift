import TestKit
import Testing

@testable import TerminalUI

@Suite("Keys in lines", .timeLimit(.minutes(1)))
struct LineKeysTests {
    private let terminal = FakeTerminal(columns: 80)
    private let prompter: LinePrompter

    init() {
        prompter = LinePrompter(terminal: terminal, style: .words, clock: ManualClock())
    }

    /// What comes of the line when it ends: the kernel has edited it by then.
    private func typeLine(_ text: String) {
        terminal.type(text)
        terminal.press(.enter)
    }

    @Test("b goes back where the question allows it, and is no number elsewhere")
    func back() async throws {
        typeLine("b")
        await #expect(throws: Departure.back) { try await prompter.choose(Storyboard.searching) }
        typeLine(" B ")
        await #expect(throws: Departure.back) { try await prompter.chooseSeveral(Storyboard.bridges, ticked: []) }
        typeLine("b")
        typeLine("2")
        #expect(try await prompter.choose(Storyboard.way) == "paste")
        #expect(terminal.screen.text.contains("That is none of the numbers."))
    }

    @Test("In a text b, q and r are letters; Esc and Enter go back, and that is said")
    func backFromText() async throws {
        var field = TextField("Name", canGoBack: true)
        for letter in ["b", "q", "r"] {
            typeLine(letter)
            #expect(try await prompter.text(field) == letter)
        }
        terminal.press(.character("x"), .escape, .enter)
        #expect(try await prompter.text(TextField("Name")) == "x")
        field.isSecret = true
        terminal.press(.escape, .enter)
        await #expect(throws: Departure.back) { try await prompter.text(field) }
        #expect(terminal.screen.text.hasSuffix("Esc and Enter: back.\nName, not shown as you type:"))
        #expect(terminal.screen.cursorColumn == 0)
    }

    @Test("? prints the help and asks again")
    func help() async throws {
        typeLine("?")
        typeLine("2")
        #expect(try await prompter.choose(Storyboard.searching) == "cloud")
        typeLine("?")
        typeLine("192.168.1.52")
        #expect(try await prompter.text(Storyboard.address) == "192.168.1.52")
        #expect(
            terminal.screen.lines.suffix(5) == [
                "Type a number, or press Enter for 1: A bridge asks for its address when it gets", "power.",
                "Type a number, or press Enter for 1: ? and Enter: help.  Esc and Enter: back.",
                "Address of the bridge: A bridge asks for its address when it gets power.", "Address of the bridge:",
            ])
    }

    @Test("A shortcut is typed at the number prompt")
    func shortcut() async throws {
        typeLine("r")
        #expect(try await prompter.choose(Storyboard.searching) == "again")
        typeLine("P")
        #expect(try await prompter.chooseSeveral(Storyboard.bridges, ticked: []) == ["pick"])
    }

    @Test(
        "Several are typed as numbers, or as all; Enter alone takes the ticked ones",
        arguments: [
            ("1", ["one"]), ("1 2", ["one", "two"]), ("2,1", ["one", "two"]), (" 2  2 ", ["two"]),
            ("all", ["one", "two"]),
            ("a", ["one", "two"]), ("", ["two"]),
        ])
    func several(line: String, ids: [String]) async throws {
        typeLine(line)
        #expect(try await prompter.chooseSeveral(Storyboard.bridges, ticked: ["two"]) == ids)
        #expect(terminal.screen.text.hasSuffix("Type numbers with spaces between, or all, or press Enter for 2:"))
    }

    @Test("Where nothing is ticked Enter alone is no answer; a number that is none spoils the others")
    func nothingTicked() async throws {
        for line in ["", "1 3", "1 x", "all"] { typeLine(line) }
        #expect(try await prompter.chooseSeveral(Storyboard.bridges, ticked: []) == ["one", "two"])
        #expect(terminal.screen.lines.filter { $0.contains("none of the numbers") }.count == 3)
        for line in ["1 2", "all", "1"] { typeLine(line) }
        #expect(try await prompter.choose(Storyboard.way) == "button")
    }

    @Test("A suggestion is what Enter alone takes next; blanks at the ends go, and that is said")
    func suggestion() async throws {
        typeLine("192.168.1.520 ")
        terminal.press(.enter)
        #expect(try await prompter.text(Storyboard.address) == "192.168.1.52")
        #expect(
            terminal.screen.text == """
                ? and Enter: help.  Esc and Enter: back.
                Address of the bridge: Removed 1 space at the end.
                error: The last part goes up to 255.  Did you mean 192.168.1.52?
                Address of the bridge (Enter for 192.168.1.52):
                """)
    }

    @Test("What can be stopped is stopped by b and Enter; other lines do nothing")
    func stop() async throws {
        async let isCancelled = prompter.wait(Activity("Asking", canStop: true)) {
            let (never, feed) = AsyncStream<Never>.makeStream()
            for await _ in never {}
            feed.finish()
            return Task.isCancelled
        }
        try await terminal.shows("Type b and press Enter to stop.")
        typeLine("x")
        typeLine("b")
        #expect(try await isCancelled)
    }

    @Test("After a stop the line is asked for anew, and what was typed before is forgotten")
    func resume() async throws {
        async let answer = prompter.choose(Storyboard.way)
        try await terminal.shows("for 1:")
        terminal.type("2")
        terminal.stop(showing: "[1]+  Stopped\n$ fg\n")
        try await terminal.shows("$ fg\nType a number, or press Enter for 1:")
        terminal.press(.enter)
        #expect(try await answer == "button")
    }

    @Test("Invitations are broken between words, and nothing is ever redrawn", arguments: [20, 40])
    func narrow(columns: Int) async throws {
        let terminal = FakeTerminal(columns: columns, rows: 40)
        let prompter = LinePrompter(terminal: terminal, style: .words, clock: ManualClock())
        async let answer = prompter.chooseSeveral(Storyboard.bridges, ticked: ["one"])
        try await terminal.shows("for 1:")
        terminal.write("?\n")  // the kernel's echo
        terminal.type("?")
        terminal.press(.enter)
        try await terminal.shows("power.")
        terminal.press(.enter)
        #expect(try await answer == ["one"])
        #expect(!terminal.written.contains("\u{1B}"))
        let twenty = """
            Which bridges?
            1.
            Nuki_Bridge_
            1A2B3C4D,
            192.168.1.52   DHCP,
            now
            2.
            Nuki_Bridge_
            5E6F7081,
            192.168.1.61
            neighbour table
            p. press to pick
            Type numbers with
            spaces between, or
            all, or press Enter
            for 1: ?
            A bridge asks for
            its address when it
            gets power.
            Type numbers with
            spaces between, or
            all, or press Enter
            for 1:
            """
        let forty = """
            Which bridges?
            1. Nuki_Bridge_1A2B3C4D, 192.168.1.52
            DHCP, now
            2. Nuki_Bridge_5E6F7081, 192.168.1.61
            neighbour table
            p. press to pick
            Type numbers with spaces between, or
            all, or press Enter for 1: ?
            A bridge asks for its address when it
            gets power.
            Type numbers with spaces between, or
            all, or press Enter for 1:
            """
        #expect(terminal.screen.text == (columns == 20 ? twenty : forty))
    }
}
