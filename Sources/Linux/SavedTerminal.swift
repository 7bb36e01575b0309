import CLinux

/// The terminal as the program found it: put back when this goes, at exit, and by every signal that ends or stops it.
///
/// There is one a process, since signals know no objects: a second one fails with `EBUSY` while the first is in use.
/// The part that runs inside a signal is C (`terminal.c`). SIGTERM, SIGHUP, SIGINT from outside and the crash signals go
/// on to whoever had them before, once the terminal is sane again.
public struct SavedTerminal: ~Copyable, Sendable {
    /// How the terminal hands over what is typed.
    public enum Mode: Hashable, Sendable {
        /// Every key at once, without echo; Ctrl-C is a key (byte 3).
        case raw
        /// Whole lines that the kernel edits; Ctrl-C ends a line and comes with it as byte 3.
        case line(echo: Bool)
    }

    /// What happened to the terminal from outside.
    public struct Changes: Hashable, Sendable {
        /// The window has another size (SIGWINCH).
        public let resized: Bool
        /// The program was stopped and goes on (SIGCONT); its mode is set again.
        public let resumed: Bool
    }

    /// Tells this one from a later one.
    private let ticket: Int32

    /// Remembers the settings of a terminal.
    ///
    /// - Parameter wake: woken when ``takeChanges()`` has something to tell; must outlive this value.
    public init(input: Int32, output: Int32, wake: borrowing WakeEvent) throws(SystemError) {
        ticket = keyturn_terminal_save(input, output, wake.number)
        guard ticket > 0 else { throw .last("tcgetattr") }
    }

    /// Changes how input arrives; output keeps turning `\n` into a new line.
    public borrowing func enter(_ mode: Mode) throws(SystemError) {
        let number =
            switch mode {
            case .raw: KEYTURN_TERMINAL_RAW
            case .line(echo: true): KEYTURN_TERMINAL_LINE
            case .line(echo: false): KEYTURN_TERMINAL_SECRET
            }
        guard keyturn_terminal_enter(ticket, Int32(number)) == 0 else { throw .last("tcsetattr") }
    }

    /// Tells, once, what happened since it was last asked.
    public borrowing func takeChanges() -> Changes {
        let bits = keyturn_terminal_changes()
        return Changes(
            resized: bits & Int32(KEYTURN_TERMINAL_RESIZED) != 0, resumed: bits & Int32(KEYTURN_TERMINAL_RESUMED) != 0)
    }

    /// How often the program was stopped: other programs wrote to the terminal then. Known before ``takeChanges()`` tells.
    public static var stops: Int { Int(keyturn_terminal_stops()) }

    /// Puts the terminal back as it was; harmless twice.
    public borrowing func restore() {
        keyturn_terminal_restore(ticket)
    }

    /// Columns and rows of the terminal behind a descriptor; nil when it is none or does not say.
    public static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
        var columns: UInt16 = 0
        var rows: UInt16 = 0
        guard unsafe keyturn_terminal_size(descriptor, &columns, &rows) == 0, columns > 0, rows > 0 else { return nil }
        return (Int(columns), Int(rows))
    }

    deinit { keyturn_terminal_restore(ticket) }
}
