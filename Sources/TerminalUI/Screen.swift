/// The end of the scrollback: lines that stay, and under them one block that is drawn again until it is answered.
///
/// Rows are counted as the terminal shows them, so a block is found again after the window got narrower. What has
/// scrolled away is never touched.
struct Screen {
    private let terminal: any Terminal
    /// What `show` was given last, whole.
    private var block: Block?
    /// What stands on the screen of it.
    private var drawn: Block?
    /// The columns that the terminal had then.
    private var columns = 0
    /// The last lines that were written, as far as they are certain to be on the screen.
    private var above: [String] = []
    /// How often the program had been stopped by then: after one more the block is no longer the last thing on the screen.
    private var stops = 0

    /// Begins below what the terminal shows.
    init(_ terminal: any Terminal) {
        self.terminal = terminal
    }

    /// The columns to lay out for.
    var width: Int { min(terminal.size.columns, Layout.widest) }

    /// Draws a block in place of the one that is there.
    mutating func show(_ block: Block) {
        let size = terminal.size
        let next = block.fitting(rows: size.rows)
        forgetAfterStop()
        self.block = block
        guard next != drawn || size.columns != columns else { return }
        var output = Control.hideCursor
        var old: [String] = []
        if let drawn {
            output += climb(from: drawn)
            if size.columns == columns { old = drawn.lines } else { output += eraseBelow(drawn.lines) }
        }
        for (index, line) in next.lines.enumerated() {
            if index > 0 { output += "\n" }
            if index >= old.count || old[index] != line { output += Control.eraseLine + line }
        }
        if old.count > next.lines.count { output += "\n" + Control.eraseBelow + Control.up(1) }
        if let caret = next.caret {
            output += Control.up(next.lines.count - 1 - caret.row) + "\r" + Control.right(caret.column)
            output += Control.showCursor
        } else {
            // The cursor rests at the end of the last line, wherever an unchanged line has left it.
            output += "\r" + Control.right(DisplayWidth.columns(of: next.lines.last ?? ""))
        }
        drawn = next
        columns = size.columns
        terminal.write(output)
        forgetScrolled(under: next.lines)
    }

    /// Writes lines that stay; a block that is there moves below them. One that was laid out for another width is left to
    /// the resize that is about to be told.
    mutating func write(_ lines: [String]) {
        let block = columns == terminal.size.columns ? block : nil
        erase()
        terminal.write(lines.map { $0 + "\n" }.joined())
        above += lines
        // The cursor stands below them.
        forgetScrolled(under: [""])
        if let block { show(block) }
    }

    /// Takes the last lines that were written off the screen; false if they are not all there as they were.
    mutating func unwrite(_ lines: [String]) -> Bool {
        erase()
        guard above.suffix(lines.count).elementsEqual(lines) else { return false }
        terminal.write(Control.up(rows(of: lines)) + "\r" + eraseBelow(lines))
        above.removeLast(lines.count)
        return true
    }

    /// The block was answered: its rows are free for what is said next.
    mutating func erase() {
        forgetAfterStop()
        if let drawn {
            terminal.write(climb(from: drawn) + eraseBelow(drawn.lines) + Control.showCursor)
        }
        forget()
    }

    /// The block stays in the transcript, without its keys, and the next line comes below it.
    mutating func keep() {
        guard let block else { return }
        show(block.withoutKeys)
        terminal.write("\n" + Control.showCursor)
        forget()
    }

    private mutating func forget() {
        block = nil
        drawn = nil
    }

    /// The rows of a block that other programs wrote below are theirs: it is drawn anew and not looked for.
    private mutating func forgetAfterStop() {
        let now = terminal.stops
        if now != stops {
            drawn = nil
            above = []
        }
        stops = now
    }

    /// What does not fit on the screen together with what stands under it may have scrolled away.
    private mutating func forgetScrolled(under lines: [String]) {
        let room = terminal.size.rows - rows(of: lines)
        while !above.isEmpty, rows(of: above) > room { above.removeFirst() }
    }

    /// How many rows the terminal shows lines in.
    private func rows(of lines: some Sequence<String>) -> Int {
        let columns = terminal.size.columns
        return lines.reduce(0) { $0 + DisplayWidth.row(in: $1, columns: columns) + 1 }
    }

    /// Empties the rows of lines from where the first one begins. That one by itself: what is erased from the upper left
    /// corner on, tmux keeps in its scrollback.
    private func eraseBelow(_ lines: [String]) -> String {
        rows(of: lines) > 1
            ? Control.eraseLine + Control.down + Control.eraseBelow + Control.up(1) : Control.eraseLine
    }

    /// To the left edge of the first row of a block, from where its drawing left the cursor.
    private func climb(from drawn: Block) -> String {
        let last = drawn.caret?.row ?? drawn.lines.count - 1
        let line = drawn.lines.isEmpty ? "" : drawn.lines[last]
        let within = DisplayWidth.row(of: drawn.caret?.column ?? .max, in: line, columns: terminal.size.columns)
        return Control.up(rows(of: drawn.lines.prefix(last)) + within) + "\r"
    }
}

/// The control sequences in use (ECMA-48; DEC private mode 25).
private enum Control {
    static let hideCursor = "\u{1B}[?25l"
    static let showCursor = "\u{1B}[?25h"
    static let eraseBelow = "\u{1B}[J"
    static let down = "\u{1B}[B"
    /// Back to the left edge and the line empty: erasing first, since after a full line it would take its last cell.
    static let eraseLine = "\r\u{1B}[K"

    static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
    static func right(_ columns: Int) -> String { columns > 0 ? "\u{1B}[\(columns)C" : "" }
}
