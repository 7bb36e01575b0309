import TestKit
import Testing

@testable import TerminalUI

@Suite("Keys on a screen", .timeLimit(.minutes(1)))
struct RichKeysTests {
    private let terminal = FakeTerminal(columns: 80)
    private let prompter: RichPrompter

    init() {
        prompter = RichPrompter(terminal: terminal, style: .rich, clock: ManualClock())
    }

    @Test("Esc and Left go back where the question allows it; nothing of it stays", arguments: [Key.escape, .left])
    func back(key: Key) async throws {
        terminal.press(.down, key)
        await #expect(throws: Departure.back) { try await prompter.choose(Storyboard.searching) }
        terminal.press(key)
        await #expect(throws: Departure.back) { try await prompter.chooseSeveral(Storyboard.bridges, ticked: []) }
        #expect(terminal.screen.lines.isEmpty)
        #expect(terminal.screen.showsCursor)
    }

    @Test("Where there is no way back, Esc and Left do nothing")
    func noWayBack() async throws {
        terminal.press(.down, .escape, .left, .enter)
        #expect(try await prompter.choose(Storyboard.way) == "paste")
        terminal.press(.escape, .character("x"), .enter)
        #expect(try await prompter.text(TextField("Name")) == "x")
    }

    @Test("In a row Left moves, and Esc goes back")
    func backFromRow() async throws {
        var review = Storyboard.review
        review.canGoBack = true
        terminal.press(.right, .left, .enter)
        #expect(try await prompter.choose(review) == "write")
        terminal.press(.escape)
        await #expect(throws: Departure.back) { try await prompter.choose(review) }
    }

    @Test("From a field Esc goes back; Left is its caret's")
    func backFromField() async throws {
        terminal.press(.character("1"), .left, .character("2"), .escape)
        await #expect(throws: Departure.back) { try await prompter.text(Storyboard.address) }
        #expect(terminal.screen.lines.isEmpty)
    }

    @Test("Ctrl-C and Ctrl-D leave every question, and what was asked stays", arguments: [Key.interrupt, .endOfInput])
    func leave(key: Key) async throws {
        for _ in 0..<3 { terminal.press(key) }
        await #expect(throws: Departure.leave) { try await prompter.choose(Storyboard.searching) }
        await #expect(throws: Departure.leave) { try await prompter.chooseSeveral(Storyboard.bridges, ticked: ["one"]) }
        await #expect(throws: Departure.leave) { try await prompter.text(Storyboard.address) }
        #expect(
            terminal.screen.text == """
                ⠋ Looking on eth0, 192.168.1.0/24                              1:30 left
                    lease files  none on this machine
                    DHCP         listening: a bridge speaks when it starts
                  › Enter an address by hand
                    Ask Nuki's cloud directory
                ^C
                ? Which bridges?
                  › [x] Nuki_Bridge_1A2B3C4D    192.168.1.52   DHCP, now
                    [ ] Nuki_Bridge_5E6F7081    192.168.1.61   neighbour table
                ^C
                ? Address of the bridge:
                ^C
                """)
    }

    @Test("A shortcut answers at once, and is a letter like any other where it is none")
    func shortcut() async throws {
        terminal.press(.down, .character("r"))
        #expect(try await prompter.choose(Storyboard.searching) == "again")
        terminal.press(.character("r"), .enter)
        #expect(try await prompter.choose(Storyboard.way) == "button")
        terminal.press(.character(" "), .character("p"))
        #expect(try await prompter.chooseSeveral(Storyboard.bridges, ticked: []) == ["pick"])
    }

    @Test(
        "Space ticks, a ticks all or none, and the ticked ones come in the order of the menu",
        arguments: [
            ([], ["one"]), ([.character(" "), .down, .character(" ")], ["two"]),
            ([.down, .character(" ")], ["one", "two"]), ([.character("a")], ["one", "two"]),
            ([.character("a"), .character("a"), .enter, .down, .character(" ")], ["two"]),
        ] as [([Key], [String])])
    func several(keys: [Key], ids: [String]) async throws {
        for key in keys + [.enter] { terminal.press(key) }
        #expect(try await prompter.chooseSeveral(Storyboard.bridges, ticked: ["one"]) == ids)
    }

    @Test("Nothing ticked is no answer, and that is said")
    func nothingTicked() async throws {
        async let answer = prompter.chooseSeveral(Storyboard.bridges, ticked: [])
        terminal.press(.enter)
        try await terminal.shows("✗ Nothing is selected yet.  Space selects.")
        terminal.press(.character(" "))
        try await terminal.showsScreen { $0.text.contains("[x]") && !$0.text.contains("✗") }
        terminal.press(.enter)
        #expect(try await answer == ["one"])
    }

    @Test("? shows the help until the next key, which still does what it does")
    func help() async throws {
        async let answer = prompter.choose(Storyboard.searching)
        terminal.press(.character("?"))
        try await terminal.shows("when it gets power.")
        terminal.resize(to: TerminalSize(columns: 40, rows: 24))
        try await terminal.shows("address when\n    it gets power.")
        terminal.press(.down)
        try await terminal.showsScreen { $0.text.contains("› Ask") && !$0.text.contains("gets power") }
        terminal.press(.enter)
        #expect(try await answer == "cloud")
    }

    @Test("Esc, Left and ? close the help and do nothing else", arguments: [Key.escape, .left, .character("?")])
    func closeHelp(key: Key) async throws {
        async let answer = prompter.choose(Storyboard.searching)
        terminal.press(.character("?"))
        try await terminal.shows("when it gets power.")
        terminal.press(key)
        try await terminal.showsScreen { !$0.text.contains("gets power") }
        terminal.press(.enter)
        #expect(try await answer == "hand")
    }

    @Test("In a field ? is a command while nothing is typed, and a letter afterwards")
    func helpInField() async throws {
        async let answer = prompter.text(TextField("Name", help: Storyboard.help))
        terminal.press(.character("?"))
        try await terminal.shows("when it gets power.")
        terminal.type("a?")
        try await terminal.shows("? Name: a?")
        #expect(!terminal.screen.text.contains("gets power") && !terminal.screen.text.contains("? help"))
        terminal.press(.enter)
        #expect(try await answer == "a?")
        terminal.press(.character("?"), .enter)
        #expect(try await prompter.text(TextField("Name")) == "?")
    }

    @Test("A question can be gone back to, with the answer that it had")
    func answerIsKept() async throws {
        var field = Storyboard.address
        field.initial = "192.168.1.5"
        async let answer = prompter.text(field)
        try await terminal.shows("bridge: 192.168.1.5\n")
        terminal.type("2")
        terminal.press(.enter)
        #expect(try await answer == "192.168.1.52")
    }
}
