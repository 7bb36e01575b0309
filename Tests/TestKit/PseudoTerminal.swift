import Glibc
import Linux
import TerminalUI

/// A program that runs at a terminal of its own: the test types, looks at the screen, and sees how it ends.
///
/// The child gets the environment given here and nothing else (a `CI` from the test runner would silence its questions),
/// a session of its own, and the terminal as its controlling one.
///
///     let terminal = try PseudoTerminal(running: ".build/debug/keyturn", ["setup"], columns: 80)
///     try await terminal.shows("Write it")
///     terminal.type("\r")
///     #expect(await terminal.exit() == .code(0))
public final class PseudoTerminal: Sendable {
    private let near: NearSide
    private let child: ChildProcess
    /// The settings before the program started.
    public let settingsBefore: TerminalSettings

    /// Starts a program.
    public init(
        running program: String, _ arguments: [String] = [],
        environment: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"], columns: Int = 80, rows: Int = 24
    ) throws {
        let terminal = try OpenedTerminal()
        let path = terminal.path
        settingsBefore = try terminal.settings
        near = try NearSide(terminal.takeNear(), size: TerminalSize(columns: columns, rows: rows))
        child = try ChildProcess(program, arguments, environment: environment, terminal: path)
        try near.startReading()
    }

    deinit { near.stopReading() }

    /// What a person sees now.
    public var screen: ScreenModel { near.screen }

    /// The settings now; also after the end of the program, which should have left them as they were.
    public var settings: TerminalSettings {
        get throws { try near.settings() }
    }

    /// The child's process id.
    public var id: Int32 { child.id }

    /// Types, as bytes: `\r` is Enter, `\u{3}` Ctrl-C, `\u{1B}[A` an arrow.
    public func type(_ text: String) throws {
        try near.write(text)
    }

    /// Changes the size, as a person pulls at the window.
    public func resize(columns: Int, rows: Int) throws {
        try near.resize(to: TerminalSize(columns: columns, rows: rows))
    }

    /// Sends a signal to the program.
    public func send(_ signal: Int32) { child.send(signal) }

    /// Waits until the screen shows a text, and gives the whole screen.
    @discardableResult
    public func shows(_ text: String, within limit: Duration = .seconds(20)) async throws -> ScreenModel {
        try await near.screen(within: limit) { $0.text.contains(text) }
    }

    /// Waits until the screen is as described, and gives it.
    @discardableResult
    public func showsScreen(
        within limit: Duration = .seconds(20), _ isSatisfied: @escaping @Sendable (ScreenModel) -> Bool
    ) async throws -> ScreenModel {
        try await near.screen(within: limit, isSatisfied)
    }

    /// Waits for the end of the program; everything that it wrote is on the screen by then.
    public func exit() async -> ExitStatus {
        let status = await child.exit()
        await near.end()
        return status
    }
}

/// The screen did not get to show in time what a test waited for.
public struct ScreenTimeout: Error, CustomStringConvertible {
    /// The screen as it was then.
    public let screen: ScreenModel
    /// The program had ended, or at least hung up.
    public let isOver: Bool

    /// The screen, to read in the failure.
    public var description: String {
        (isOver ? "the program ended with" : "still waiting at") + " this screen:\n"
            + screen.transcript.map { "  |" + $0 }.joined(separator: "\n")
    }
}
