import TestKit
import Testing

@testable import TerminalUI

@Suite("Rich conversation", .timeLimit(.minutes(1)))
struct RichPrompterTests {
    private let terminal = FakeTerminal(columns: 80)
    private let clock = ManualClock()
    private let prompter: RichPrompter

    init() {
        prompter = RichPrompter(terminal: terminal, style: .rich, clock: clock)
    }

    @Test("Arrows move, Enter takes, and only what is said afterwards stays")
    func choose() async throws {
        await prompter.say([.title("Set up a Nuki bridge"), .blank])
        async let answer = prompter.choose(Storyboard.way)
        try await terminal.shows("› Press the button")
        #expect(terminal.mode == .keys)
        terminal.press(.down)
        try await terminal.shows("› Paste it")
        #expect(!terminal.screen.text.contains("› Press"))
        terminal.press(.enter)
        #expect(try await answer == "paste")
        await prompter.say([.fact(.ok, label: "Token", "from the app, 8 characters")])
        #expect(terminal.screen.lines == ["  Set up a Nuki bridge", "", "✓ Token      from the app, 8 characters"])
    }

    @Test(
        "The cursor stops at both ends; k, j, Home and End move it too",
        arguments: [
            ([Key.up], 0), ([.down, .down, .down, .down], 2), ([.character("j")], 1), ([.end], 2), ([.end, .home], 0),
            ([.end, .character("k")], 1), ([.left], 0), ([.right], 0), ([.character("x"), .escape, .paste("j\n")], 0),
        ])
    func moves(keys: [Key], index: Int) async throws {
        for key in keys + [.enter] { terminal.press(key) }
        let menu = Menu("Which?", [Choice(0, "zero"), Choice(1, "one"), Choice(2, "two")])
        #expect(try await prompter.choose(menu) == index)
    }

    @Test("In a row Left and Right move")
    func row() async throws {
        terminal.press(.right, .right, .right, .left, .enter)
        #expect(try await prompter.choose(Storyboard.review) == "change")
    }

    @Test("The cursor follows the preferred choice as long as nobody moved it")
    func growsUntouched() async throws {
        let (updates, feed) = AsyncStream<Menu<String>>.makeStream()
        async let answer = prompter.choose(Storyboard.nothingYet, updates: updates)
        try await terminal.shows("› Enter an address")
        feed.yield(Storyboard.found)
        try await terminal.shows("› Nuki_Bridge_1A2B3C4D")
        terminal.press(.enter)
        #expect(try await answer == "found")
    }

    @Test("The cursor stays with the choice that a person moved to")
    func growsTouched() async throws {
        let (updates, feed) = AsyncStream<Menu<String>>.makeStream()
        async let answer = prompter.choose(Storyboard.nothingYet, updates: updates)
        terminal.press(.down)
        try await terminal.shows("› Ask Nuki's cloud")
        feed.yield(Storyboard.found)
        try await terminal.shows("  Nuki_Bridge_1A2B3C4D")
        #expect(terminal.screen.text.contains("› Ask Nuki's cloud"))
        terminal.press(.enter)
        #expect(try await answer == "cloud")
    }

    @Test("The time that is left is shown as it passes")
    func time() async throws {
        async let answer = prompter.choose(Storyboard.nothingYet)
        try await terminal.shows("1:30 left")
        await clock.sleepers(1)
        clock.advance(by: .seconds(6))
        try await terminal.shows("1:24 left")
        await clock.sleepers(1)
        clock.advance(by: .seconds(90))
        try await terminal.shows("0 s left")
        terminal.press(.enter)
        #expect(try await answer == "hand")
    }

    @Test("What was typed ahead answers the next question")
    func typedAhead() async throws {
        terminal.press(.down, .enter, .enter)
        #expect(try await prompter.choose(Storyboard.way) == "paste")
        #expect(try await prompter.choose(Storyboard.way) == "button")
    }

    @Test("A secret is never on the screen unless F2 shows it, until the next key")
    func secret() async throws {
        async let answer = prompter.text(Storyboard.token)
        try await terminal.shows("? Token:")
        terminal.type("abc")
        try await terminal.shows("•••                                                3 characters")
        terminal.press(.enter)
        try await terminal.shows("✗ A bridge token has 6 to 20 characters.")
        #expect(!terminal.written.contains("abc"))
        terminal.type("def")
        try await terminal.showsScreen { $0.text.contains("••••••") && !$0.text.contains("✗") }
        terminal.press(.f2)
        try await terminal.shows("? Token: abcdef ")
        terminal.press(.left)
        try await terminal.shows("? Token: •••••• ")
        terminal.press(.enter)
        #expect(try await answer == "abcdef")
        #expect(terminal.screen.lines.isEmpty)
    }

    @Test(
        "Keys edit a text where its caret is",
        arguments: [
            ([Key.character("9")], "80809"), ([.backspace], "808"), ([.home, .delete], "080"),
            ([.home, .backspace], "8080"),
            ([.left, .left, .character("x")], "80x80"), ([.eraseLine, .paste(" a\tb\n")], "ab"), ([.delete], "8080"),
            ([.home, .right, .character("\u{301}"), .character("x")], "8\u{301}x080"),
            ([.home, .end, .backspace], "808"),
            ([.character("q"), .character("k"), .escape, .up, .tab], "8080qk"),
        ])
    func editing(keys: [Key], text: String) async throws {
        for key in keys + [.enter] { terminal.press(key) }
        #expect(try await prompter.text(TextField("Port", initial: "8080")) == text)
    }

    @Test("A long text wraps, with the caret at its end", arguments: [20, 40])
    func longText(columns: Int) async throws {
        let terminal = FakeTerminal(columns: columns)
        let prompter = RichPrompter(terminal: terminal, style: .rich, clock: clock)
        async let answer = prompter.text(TextField("Name"))
        let text = String(repeating: "0123456789", count: 5)
        terminal.press(.paste(text))
        try await terminal.showsScreen { $0.text.filter(\.isNumber) == text }
        #expect(terminal.screen.lines.allSatisfy { $0.count <= columns })
        let last = try #require(terminal.screen.lines.lastIndex { $0.contains("9") })
        #expect(terminal.screen.cursorRow == last)
        #expect(terminal.screen.cursorColumn == terminal.screen.lines[last].count)
        terminal.press(.enter)
        #expect(try await answer == text)
    }

    @Test("A spinner turns until the operation is done; keys pressed meanwhile answer nothing later")
    func wait() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        async let value = prompter.wait(Activity("Asking 192.168.1.52")) {
            for await _ in gate {}
            return 7
        }
        try await terminal.shows("⠋ Asking 192.168.1.52")
        await clock.sleepers(1)
        clock.advance(by: .milliseconds(100))
        try await terminal.shows("⠙ Asking 192.168.1.52")
        terminal.press(.enter, .resize)
        await clock.sleepers(1)
        clock.advance(by: .milliseconds(100))
        try await terminal.shows("⠹ Asking 192.168.1.52")
        open.finish()
        #expect(try await value == 7)
        #expect(terminal.screen.lines.isEmpty)
    }

    @Test("A bar empties while a button is waited for")
    func countdown() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        async let done: Void = prompter.wait(Storyboard.button) { for await _ in gate {} }
        try await terminal.shows("██████████████████████████████   30 s left")
        await clock.sleepers(1)
        clock.advance(by: .seconds(15))
        try await terminal.shows("███████████████░░░░░░░░░░░░░░░   15 s left")
        open.finish()
        try await done
    }

    @Test("Ctrl-C leaves at once, also while an operation runs that does not listen, and cancels it")
    func leaveWaiting() async throws {
        let (cancelled, tell) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let waiting = Task { [prompter] in
            try await prompter.wait(Activity("Asking")) {
                await withTaskCancellationHandler {
                    // Deaf to its cancellation: only the test opens the gate.
                    await Task { for await _ in gate {} }.value
                } onCancel: {
                    tell.finish()
                }
            }
        }
        try await terminal.shows("Asking")
        terminal.press(.interrupt)
        await #expect(throws: Departure.leave) { try await waiting.value }
        for await _ in cancelled {}
        open.finish()
        #expect(terminal.screen.lines == ["⠋ Asking", "^C"])
        #expect(terminal.screen.showsCursor)
    }

    @Test("Ctrl-C leaves a menu and a text; what was asked stays to be read")
    func leave() async throws {
        terminal.press(.down, .interrupt)
        await #expect(throws: Departure.leave) { try await prompter.choose(Storyboard.way) }
        terminal.type("abc")
        terminal.press(.interrupt)
        await #expect(throws: Departure.leave) { try await prompter.text(Storyboard.token) }
        #expect(
            terminal.screen.text == """
                ? How should keyturn get the token?
                    Press the button on the bridge    about 10 seconds
                  › Paste it from the Nuki app        needs HTTP API switched on
                ^C
                ? Token: •••                                                3 characters
                ^C
                """)
    }

    @Test("A terminal that hangs up leaves")
    func hangUp() async throws {
        terminal.keys.close()
        await #expect(throws: Departure.leave) { try await prompter.choose(Storyboard.way) }
        await #expect(throws: Departure.leave) { try await prompter.wait(Activity("Asking")) { await Task.yield() } }
    }

    @Test("A cancelled question leaves, and the next one still gets its keys")
    func cancelled() async throws {
        let question = Task { [prompter] in try await prompter.choose(Storyboard.way) }
        try await terminal.shows("How should")
        question.cancel()
        await #expect(throws: Departure.leave) { try await question.value }
        terminal.press(.enter)
        #expect(try await prompter.choose(Storyboard.way) == "button")
    }

    @Test("A resized window gets the question again, for its new width")
    func resize() async throws {
        await prompter.say([.title("Set up a Nuki bridge")])
        async let answer = prompter.choose(Storyboard.way)
        try await terminal.shows("› Press the button")
        let screens: [(columns: Int, lines: [String])] = [
            (40, ["  › Press the button on the bridge", "      about 10 seconds", "    Paste it from the Nuki app"]),
            (20, ["? How should keyturn", "  get the token?", "  › Press the button", "    on the bridge"]),
            (80, ["  › Press the button on the bridge    about 10 seconds"]),
        ]
        for (columns, lines) in screens {
            terminal.resize(to: TerminalSize(columns: columns, rows: 24))
            try await terminal.shows(lines.joined(separator: "\n"))
        }
        #expect(terminal.screen.transcript.count == 5)
        terminal.press(.enter)
        #expect(try await answer == "button")
    }

    @Test("After a stop the question is drawn below what the shell wrote")
    func resume() async throws {
        async let answer = prompter.choose(Storyboard.way)
        try await terminal.shows("leave")
        terminal.stop(showing: "[1]+  Stopped\n$ fg\n")
        try await terminal.showsScreen { $0.lines.filter { $0.hasPrefix("? How") }.count == 2 }
        terminal.press(.enter)
        #expect(try await answer == "button")
        #expect(terminal.screen.lines.suffix(2) == ["[1]+  Stopped", "$ fg"])
    }

    @Test("What is said during an activity stands above it")
    func sayMeanwhile() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        async let done: Void = prompter.wait(Activity("Asking")) { for await _ in gate {} }
        try await terminal.shows("Asking")
        await prompter.say([.note(.ok, "Heard.")])
        #expect(terminal.screen.lines == ["✓ Heard.", "⠋ Asking"])
        open.finish()
        try await done
    }
}
