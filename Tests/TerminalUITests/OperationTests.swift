import Synchronization
import TestKit
import Testing

@testable import TerminalUI

@Suite("An operation that tells what it is at and can be stopped", .timeLimit(.minutes(1))) struct OperationTests {
    /// Searches until it is cancelled; says how far it came.
    @concurrent
    private static func search(_ show: @Sendable (Activity) -> Void) async -> String {
        for step in 1...3 { show(Activity("Searching", progress: "\(step) of 9", canStop: true)) }
        let (never, feed) = AsyncStream<Never>.makeStream()
        for await _ in never {}
        feed.finish()
        return "stopped"
    }

    @Test("On a screen its progress stands at the right, and Esc stops it where that is offered")
    func rich() async throws {
        let terminal = FakeTerminal(columns: 40)
        let prompter = RichPrompter(
            terminal: terminal, style: Style(colour: false, symbols: true), clock: ManualClock())
        async let end = prompter.wait(Activity("Asking")) { show in await Self.search(show) }
        try await terminal.shows("3 of 9")
        #expect(
            terminal.screen.text == """
                ⠋ Searching                       3 of 9
                  Esc stop
                """)
        terminal.press(.escape)
        #expect(try await end == "stopped")
        #expect(terminal.screen.lines.isEmpty)
    }

    @Test("Esc does nothing to what cannot be stopped")
    func unstoppable() async throws {
        let terminal = FakeTerminal(columns: 40)
        let prompter = RichPrompter(
            terminal: terminal, style: Style(colour: false, symbols: true), clock: ManualClock())
        let (gate, open) = AsyncStream<Void>.makeStream()
        async let isCancelled = prompter.wait(Activity("Asking 192.168.1.52 for its devices")) {
            for await _ in gate {}
            return Task.isCancelled
        }
        try await terminal.shows("Asking 192.168.1.52 for its devices")
        terminal.press(.escape)
        // Comes after the other key, and can be seen.
        terminal.resize(to: TerminalSize(columns: 30, rows: 24))
        try await terminal.shows("its\n  devices")
        open.finish()
        #expect(try await isCancelled == false)
    }

    @Test("A line at a time, each thing that begins is said once, and its progress is not")
    func lines() async throws {
        let terminal = FakeTerminal(columns: 80)
        let prompter = LinePrompter(terminal: terminal, style: .words, clock: ManualClock())
        let wait = Task { try await prompter.wait(Activity("Asking")) { show in await Self.search(show) } }
        try await terminal.shows("Searching")
        terminal.press(.interrupt)
        await #expect(throws: Departure.leave) { try await wait.value }
        #expect(terminal.screen.text == "Asking\nSearching\nType b and press Enter to stop.\n^C")
    }

    @Test("Without a person it is said in the same way")
    func silent() async throws {
        let written = Mutex("")
        let prompter = SilentPrompter(style: .words) { text in written.withLock { $0 += text } }
        let end = try await prompter.wait(Activity("Asking")) { show in
            for step in 1...3 { show(Activity("Searching", progress: "\(step) of 9")) }
            return 7
        }
        #expect(end == 7)
        #expect(written.withLock { $0 } == "Asking\nSearching\n")
    }
}
