/// What a terminal tells: a key that was pressed, a text that was pasted, or a change of the window.
public enum Key: Hashable, Sendable {
    /// A letter, digit or sign; a combining mark comes as a key of its own.
    case character(Character)
    /// Everything of one paste (bracketed paste), line ends included.
    case paste(String)
    /// Enter, or the end of a line that the kernel edited.
    case enter
    /// The tabulator.
    case tab
    /// Takes away what is left of the caret.
    case backspace
    /// Takes away what is under the caret.
    case delete
    /// Ctrl-U: takes away the whole line.
    case eraseLine
    /// An arrow.
    case up, down, left, right
    /// The begin of the line (also Ctrl-A) and its end (also Ctrl-E).
    case home, end
    /// Esc by itself.
    case escape
    /// The second function key.
    case f2
    /// Ctrl-C.
    case interrupt
    /// Ctrl-D.
    case endOfInput
    /// Ctrl-Z.
    case suspend
    /// The window has another size.
    case resize
    /// The program was stopped and goes on: what it drew is no longer the last thing on the screen.
    case resume
}
