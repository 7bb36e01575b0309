/// A screen to write to and a keyboard to read from.
public protocol Terminal: Sendable {
    /// The size as it is now.
    var size: TerminalSize { get }
    /// How often the program was stopped and something else had the screen.
    var stops: Int { get }
    /// What is typed, in the mode that was entered last.
    var keys: KeyQueue { get }
    /// Writes text and escape sequences; `\n` is a new line at the left edge. A terminal that is gone takes nothing.
    func write(_ text: String)
    /// Chooses how typing arrives.
    func enter(_ mode: InputMode)
}

/// How typing arrives.
public enum InputMode: Hashable, Sendable {
    /// Every key at once, not echoed.
    case keys
    /// Whole lines, edited and echoed by the terminal itself.
    case lines
    /// Whole lines, not echoed.
    case hiddenLines
}

/// Columns and rows.
public struct TerminalSize: Hashable, Sendable {
    /// Cells in a row, at least 1.
    public var columns: Int
    /// Rows on the screen, at least 1.
    public var rows: Int

    /// Takes both.
    public init(columns: Int, rows: Int) {
        self.columns = Swift.max(1, columns)
        self.rows = Swift.max(1, rows)
    }
}
