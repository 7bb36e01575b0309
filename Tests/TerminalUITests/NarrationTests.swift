import Synchronization
import TestKit
import Testing

@testable import TerminalUI

@Suite("Time limits in lines", .timeLimit(.minutes(1)))
struct NarrationTests {
    private let terminal = FakeTerminal(columns: 80)
    private let clock = ManualClock()
    private let prompter: LinePrompter

    init() {
        prompter = LinePrompter(terminal: terminal, style: .words, clock: clock)
    }

    /// Moves the clock a second at a time, each time until whoever waits has been woken and waits again.
    private func pass(_ seconds: Int) async {
        for _ in 0..<seconds {
            await clock.sleepers(1)
            clock.advance(by: .seconds(1))
        }
    }

    private func waiting(_ activity: Activity, during body: () async throws -> Void) async throws -> String {
        let (gate, open) = AsyncStream<Void>.makeStream()
        async let done: Void = prompter.wait(activity) { for await _ in gate {} }
        try await body()
        open.finish()
        try await done
        return terminal.screen.text
    }

    @Test("A countdown begins with its limit, and is called at 15, 5 and no seconds left")
    func countdown() async throws {
        let said = try await waiting(Storyboard.button) {
            await pass(30)
            try await terminal.shows("Time is up.")
        }
        #expect(
            said == """
                Press the button on the bridge now. 30 seconds.
                The bridge's light is on.

                15 seconds left.
                5 seconds left.
                Time is up.
                """)
    }

    @Test("A search tells every 15 seconds how long it still goes on")
    func search() async throws {
        let said = try await waiting(Storyboard.search) {
            await pass(90)
            try await terminal.shows("Time is up.")
        }
        #expect(
            said == """
                Looking on eth0, 192.168.1.0/24 for 90 seconds.
                75 seconds left.
                60 seconds left.
                45 seconds left.
                30 seconds left.
                15 seconds left.
                5 seconds left.
                Time is up.
                """)
    }

    @Test("What has no limit tells every 15 seconds that it goes on")
    func unlimited() async throws {
        let said = try await waiting(Activity("Asking 192.168.1.52")) {
            await pass(31)
            try await terminal.shows("30 seconds so far.")
        }
        #expect(
            said == """
                Asking 192.168.1.52
                Asking 192.168.1.52: 15 seconds so far.
                Asking 192.168.1.52: 30 seconds so far.
                """)
    }

    @Test("A clock that jumps is told about once")
    func jump() async throws {
        let said = try await waiting(Storyboard.search) {
            await clock.sleepers(1)
            clock.advance(by: .seconds(77))
            try await terminal.shows("15 seconds left.")
        }
        #expect(said.split(separator: "\n").dropFirst() == ["15 seconds left."])
    }

    @Test("A limit that comes later is told as well")
    func later() async throws {
        let (steps, step) = AsyncStream<Activity>.makeStream()
        async let done: Void = prompter.wait(Activity("Asking")) { show in
            for await activity in steps { show(activity) }
        }
        await pass(2)
        step.yield(Storyboard.button)
        try await terminal.shows("30 seconds.")
        await pass(28)
        try await terminal.shows("Time is up.")
        step.finish()
        try await done
        #expect(
            terminal.screen.text == """
                Asking
                Press the button on the bridge now. 30 seconds.
                The bridge's light is on.

                15 seconds left.
                5 seconds left.
                Time is up.
                """)
    }

    @Test("While a question is open the time is told above a new line to type in")
    func question() async throws {
        async let answer = prompter.choose(Storyboard.searching)
        try await terminal.shows("for 1:")
        await pass(15)
        try await terminal.shows("75 seconds left.\nType a number, or press Enter for 1:")
        terminal.press(.enter)
        #expect(try await answer == "hand")
    }

    @Test("A row is said again when it has changed, and nothing else is")
    func rows() async throws {
        let (updates, feed) = AsyncStream<Menu<String>>.makeStream()
        async let answer = prompter.choose(Storyboard.searching, updates: updates)
        try await terminal.shows("for 1:")
        var menu = Storyboard.searching
        menu.activity?.rows[0].value = "1 Nuki name"
        feed.yield(menu)
        feed.yield(menu)
        menu.preferred = "cloud"
        feed.yield(menu)
        try await terminal.shows("for 2:")
        terminal.press(.enter)
        #expect(try await answer == "cloud")
        #expect(
            terminal.screen.text == """
                Looking on eth0, 192.168.1.0/24 for 90 seconds.
                lease files: none on this machine
                DHCP: listening: a bridge speaks when it starts
                1. Enter an address by hand
                2. Ask Nuki's cloud directory
                r. restart
                Type a number, or press Enter for 1:
                lease files: 1 Nuki name
                Type a number, or press Enter for 1:
                Type a number, or press Enter for 2:
                """)
    }

    @Test(
        "A limit is told in words",
        arguments: [
            (1, "1 second"), (90, "90 seconds"), (120, "2 minutes"), (150, "2 minutes 30 seconds"),
            (181, "3 minutes 1 second"),
        ])
    func words(seconds: Int, words: String) {
        #expect(Narration.words(.seconds(seconds)) == words)
        #expect(Narration.words(.seconds(seconds) - .milliseconds(999)) == words)
    }

    @Test(
        "Each moment that is told lies in the limit, and the end is the last one",
        arguments: [0, 1, 5, 29, 31, 40, 100, 600])
    func moments(limit: Int) {
        var narration = Narration()
        _ = narration.news(Activity("Looking", limit: .seconds(limit)), elapsed: .zero)
        var said: [String] = []
        var elapsed = Duration.zero
        while let pause = narration.pause(elapsed: elapsed) {
            #expect(pause > .zero)
            elapsed += pause
            said += narration.time(elapsed: elapsed).flatMap { $0.lines(style: .words, width: 80) }
        }
        #expect(elapsed == .seconds(limit))
        #expect(said.last == (limit == 0 ? nil : "Time is up."))
        let calls = [30, 15, 5].filter { $0 < limit }.map { "\($0) seconds left." }
        #expect(calls.allSatisfy(said.contains))
    }

    @Test("Without a person the beginning is told, and no time")
    func silent() async throws {
        let written = Mutex("")
        let prompter = SilentPrompter(style: .words) { text in written.withLock { $0 += text } }
        try await prompter.wait(Activity("Looking", limit: .seconds(90), canStop: true)) { await Task.yield() }
        #expect(written.withLock { $0 } == "Looking for 90 seconds.\n")
        await #expect(throws: Departure.leave) { try await prompter.chooseSeveral(Storyboard.bridges, ticked: ["one"]) }
    }
}
