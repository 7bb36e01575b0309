/// A program at a terminal, and the person who types: a ``PseudoTerminal`` whose end comes in time and whose screens
/// are looked through for secrets.
public final class KeyturnSitting: Sendable {
    /// What the person has before them.
    public let terminal: PseudoTerminal
    private let home: TemporaryFolder
    private let alarm: Task<Void, Never>

    init(_ terminal: PseudoTerminal, home: TemporaryFolder) {
        self.terminal = terminal
        self.home = home
        alarm = Task {
            do {
                try await Task.sleep(for: KeyturnBinary.longestRun)
                terminal.send(9)
            } catch {
                // Nobody waits for it any more.
            }
        }
    }

    deinit { alarm.cancel() }

    /// The process id.
    public var id: Int32 { terminal.id }

    /// Waits until the screen shows a text.
    @discardableResult
    public func sees(_ text: String) async throws -> ScreenModel {
        let screen = try await terminal.shows(text)
        try FixtureTokens.check(screen.transcript)
        return screen
    }

    /// Presses keys, as the bytes that a terminal sends for them.
    public func types(_ keys: String) throws {
        try terminal.type(keys)
    }

    /// Waits for the end of the program.
    public func end() async throws -> ExitStatus {
        let status = await terminal.exit()
        try FixtureTokens.check(terminal.screen.transcript)
        return status
    }

    /// Everything that was written, from the first line on.
    public var transcript: [String] { terminal.screen.transcript }

    /// The terminal is as it was before the program started: settings, cursor, and how pastes arrive.
    public var isRestored: Bool {
        get throws {
            let screen = terminal.screen
            return try terminal.settings == terminal.settingsBefore && screen.showsCursor && !screen.bracketsPastes
        }
    }
}
