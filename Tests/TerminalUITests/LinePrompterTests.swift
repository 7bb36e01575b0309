import Synchronization
import TestKit
import Testing

@testable import TerminalUI

@Suite("Conversation in lines", .timeLimit(.minutes(1)))
struct LinePrompterTests {
    private let terminal = FakeTerminal(columns: 80)
    private let prompter: LinePrompter

    init() {
        prompter = LinePrompter(terminal: terminal, style: .words, clock: ManualClock())
    }

    /// What the kernel would echo, then the line.
    private func typeLine(_ text: String) {
        if terminal.mode == .lines { terminal.write(text + "\n") }
        terminal.type(text)
        terminal.press(.enter)
    }

    @Test("A whole setup reads as a transcript, and nothing is redrawn")
    func transcript() async throws {
        await prompter.say([.text("Set up a Nuki bridge.")])
        async let way = prompter.choose(Storyboard.way)
        try await terminal.shows("press Enter for 1:")
        typeLine("7")
        try await terminal.shows("none of the numbers.\nType a number, or press Enter for 1:")
        typeLine("2")
        #expect(try await way == "paste")
        async let token = prompter.text(Storyboard.token)
        try await terminal.shows("as you type:")
        #expect(terminal.mode == .hiddenLines)
        typeLine("abc")
        try await terminal.shows("error:")
        typeLine("abcdefgh")
        #expect(try await token == "abcdefgh")
        try await prompter.wait(Activity("Looking on eth0", limit: .seconds(90))) { await Task.yield() }
        await prompter.say([.fact(.ok, label: "Token", "8 characters")])
        await prompter.say([.fact(.ok, label: "Bridge 1A2B3C4D", "1A2B3C4D   192.168.1.52")])
        #expect(
            terminal.screen.text == """
                Set up a Nuki bridge.
                How should keyturn get the token?
                1. Press the button on the bridge, about 10 seconds
                2. Paste it from the Nuki app, needs HTTP API switched on
                Type a number, or press Enter for 1: 7
                That is none of the numbers.
                Type a number, or press Enter for 1: 2
                Token, not shown as you type:
                Received 3 characters.
                error: A bridge token has 6 to 20 characters.
                Token, not shown as you type:
                Received 8 characters.
                Looking on eth0 for 90 seconds.
                ok: Token      8 characters
                ok: Bridge 1A2B3C4D   1A2B3C4D   192.168.1.52
                """)
        #expect(!terminal.written.contains("\u{1B}") && !terminal.written.contains("abc"))
    }

    @Test("Enter takes the announced choice", arguments: [(nil, 1), ("paste", 2)] as [(String?, Int)])
    func preferred(id: String?, number: Int) async throws {
        var menu = Storyboard.way
        menu.preferred = id
        terminal.press(.enter)
        #expect(try await prompter.choose(menu) == id ?? "button")
        #expect(terminal.screen.text.hasSuffix("press Enter for \(number):"))
    }

    @Test("q leaves a question with numbers, and is text where text is asked")
    func quit() async throws {
        typeLine("q")
        await #expect(throws: Departure.leave) { try await prompter.choose(Storyboard.way) }
        // The kernel's echo ended the line.
        #expect(terminal.written.hasSuffix("Enter for 1: "))
        typeLine("q")
        #expect(try await prompter.text(TextField("Name")) == "q")
    }

    @Test("Ctrl-C and the end of the input leave")
    func leave() async throws {
        terminal.type("1")
        terminal.press(.interrupt)
        await #expect(throws: Departure.leave) { try await prompter.choose(Storyboard.way) }
        terminal.press(.interrupt)
        await #expect(throws: Departure.leave) {
            // Keys that never come.
            try await prompter.wait(Activity("Asking")) { await KeyQueue().next() }
        }
        terminal.keys.close()
        await #expect(throws: Departure.leave) { try await prompter.text(Storyboard.token) }
    }

    @Test("Numbers keep their meaning when the menu grows; the new default is announced")
    func grows() async throws {
        let (updates, feed) = AsyncStream<Menu<String>>.makeStream()
        async let answer = prompter.choose(Storyboard.nothingYet, updates: updates)
        try await terminal.shows("press Enter for 1:")
        feed.yield(Storyboard.found)
        try await terminal.shows("press Enter for 3:")
        #expect(terminal.screen.text.contains("1. Enter an address by hand"))
        #expect(terminal.screen.text.contains("3. Nuki_Bridge_1A2B3C4D, 192.168.1.52"))
        terminal.press(.enter)
        #expect(try await answer == "found")
    }

    @Test("An initial text is announced and taken by Enter")
    func initial() async throws {
        terminal.press(.enter)
        #expect(try await prompter.text(TextField("Port", initial: "8080")) == "8080")
        #expect(terminal.screen.text == "Port (Enter for 8080):")
    }

    @Test("Without a person nothing is asked, what happens is still told")
    func silent() async throws {
        let written = Mutex("")
        let prompter = SilentPrompter(style: .words) { text in written.withLock { $0 += text } }
        await #expect(throws: Departure.leave) { try await prompter.choose(Storyboard.way) }
        await #expect(throws: Departure.leave) { try await prompter.text(Storyboard.token) }
        #expect(try await prompter.wait(Activity("Asking")) { 7 } == 7)
        prompter.say([.note(.failure, "the token is missing")])
        #expect(written.withLock { $0 } == "Asking\nerror: the token is missing\n")
    }
}
