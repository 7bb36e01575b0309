import Glibc
import Linux
import TestKit
import Testing

@testable import TerminalUI

/// One at a time: signals know one terminal a process.
@Suite("System terminal", .serialized, .timeLimit(.minutes(1)))
struct SystemTerminalTests {
    @Test("Raw mode is entered, keys arrive, and the terminal is left as it was found")
    func keys() async throws {
        let pair = try OpenedTerminal()
        let far = try Descriptor(opening: pair.path, O_RDWR | O_NOCTTY)
        let before = try pair.settings
        let terminal = try SystemTerminal(input: far.number, output: far.number)
        terminal.enter(.keys)
        #expect(try !pair.settings.isSane)
        try pair.near.write(Array("é\u{1B}[A\u{3}\r".utf8))
        for key in [Key.character("é"), .up, .interrupt, .enter] { #expect(await terminal.keys.next() == key) }
        try pair.near.write([0x1B])
        #expect(await terminal.keys.next() == .escape)
        terminal.close()
        #expect(try pair.settings == before)
        #expect(await terminal.keys.next() == nil)
        var output = ""
        while !output.hasSuffix("2004l") { output += String(decoding: try pair.near.read(), as: UTF8.self) }
        #expect(output == "\u{1B}[?2004h\u{1B}[0m\u{1B}[?25h\u{1B}[?2004l")
    }

    @Test("A line arrives when it ends, and Ctrl-C ends it at once")
    func lines() async throws {
        let pair = try OpenedTerminal()
        let far = try Descriptor(opening: pair.path, O_RDWR | O_NOCTTY)
        let before = try pair.settings
        let terminal = try SystemTerminal(input: far.number, output: far.number)
        terminal.enter(.lines)
        try pair.near.write(Array("1x\u{7F}\rab\u{3}".utf8))
        for key in [Key.character("1"), .enter, .character("a"), .character("b"), .interrupt] {
            #expect(await terminal.keys.next() == key)
        }
        terminal.enter(.hiddenLines)
        try pair.near.write(Array("secret\r".utf8))
        while let key = await terminal.keys.next(), key != .enter {}
        terminal.write("end")
        var output = ""
        while !output.hasSuffix("end") { output += String(decoding: try pair.near.read(), as: UTF8.self) }
        #expect(output.contains("1x") && !output.contains("secret"))
        terminal.close()
        #expect(try pair.settings == before)
    }

    @Test("The end of the input closes the keys")
    func endOfInput() async throws {
        let pair = try OpenedTerminal()
        let far = try Descriptor(opening: pair.path, O_RDWR | O_NOCTTY)
        let terminal = try SystemTerminal(input: far.number, output: far.number)
        defer { terminal.close() }
        try pair.near.write([0x04])
        #expect(await terminal.keys.next() == nil)
    }

    @Test("What is no terminal is refused")
    func noTerminal() throws {
        let null = try Descriptor(opening: "/dev/null", O_RDWR)
        #expect(throws: SystemError("tcgetattr", number: ENOTTY)) {
            _ = try SystemTerminal(input: null.number, output: null.number)
        }
    }

    @Test("A new size is told as a key")
    func resize() async throws {
        let pair = try OpenedTerminal()
        let far = try Descriptor(opening: pair.path, O_RDWR | O_NOCTTY)
        let terminal = try SystemTerminal(input: far.number, output: far.number)
        defer { terminal.close() }
        #expect(terminal.size == TerminalSize(columns: 80, rows: 24))
        // To the process, as the kernel sends them: the threads that run tests have signals blocked.
        kill(getpid(), SIGWINCH)
        #expect(await terminal.keys.next() == .resize)
        let stops = terminal.stops
        kill(getpid(), SIGCONT)
        #expect(await terminal.keys.next() == .resume)
        #expect(terminal.stops == stops + 1)
    }

    @Test(
        "A deadly signal finds the terminal put back, then goes on to whoever had it before",
        arguments: [SIGTERM, SIGHUP, SIGINT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP])
    func signals(number: Int32) async {
        await #expect(processExitsWith: .exitCode(42)) { [number] in
            let pair = try OpenedTerminal()
            let far = try Descriptor(opening: pair.path, O_RDWR | O_NOCTTY)
            dup2(far.number, STDIN_FILENO)
            // Descriptor 0 is the terminal now: a signal handler has nothing else to know it by.
            signal(number) { _ in
                var settings = termios()
                let isKnown = unsafe tcgetattr(STDIN_FILENO, &settings) == 0
                _exit(
                    isKnown && settings.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
                        ? 42 : 1)
            }
            let terminal = try SystemTerminal(input: STDIN_FILENO, output: STDIN_FILENO)
            terminal.enter(.keys)
            guard try !pair.settings.isSane else { _exit(2) }
            kill(getpid(), number)
            repeat { pause() } while try !pair.settings.isSane
        }
    }

    @Test("Leaving by exit() puts the terminal back too")
    func exit() async {
        await #expect(processExitsWith: .exitCode(42)) {
            let pair = try OpenedTerminal()
            let far = try Descriptor(opening: pair.path, O_RDWR | O_NOCTTY)
            dup2(far.number, STDIN_FILENO)
            // Runs after what was registered later.
            atexit {
                var settings = termios()
                let isKnown = unsafe tcgetattr(STDIN_FILENO, &settings) == 0
                _exit(isKnown && settings.c_lflag & tcflag_t(ICANON) != 0 ? 42 : 1)
            }
            let terminal = try SystemTerminal(input: STDIN_FILENO, output: STDIN_FILENO)
            terminal.enter(.keys)
            Glibc.exit(0)
        }
    }
}
