/// What is drawn last on the screen and may be drawn again.
struct Block: Hashable, Sendable {
    /// Where typing appears.
    struct Caret: Hashable, Sendable {
        /// The line, from 0.
        let row: Int
        /// The column, from 0.
        let column: Int
    }

    /// Lines that fit the width.
    let lines: [String]
    /// Lines under them that are of use only while the block can be answered.
    let footer: [String]
    /// The line that must be seen when not all fit on the screen.
    let focus: Int
    /// Shown as the terminal's own cursor; hidden without one.
    let caret: Caret?

    init(_ lines: [String], footer: [String] = [], focus: Int = 0, caret: Caret? = nil) {
        self.lines = lines
        self.footer = footer
        self.focus = focus
        self.caret = caret
    }

    /// The block without its footer and caret, as it stays in the transcript.
    var withoutKeys: Block { Block(lines, focus: focus) }

    /// As much of the block as a screen has rows for, around the focus.
    func fitting(rows: Int) -> Block {
        let all = lines + footer
        guard all.count > rows else { return Block(all, focus: focus, caret: caret) }
        let top = max(0, min(focus - rows / 2, all.count - rows))
        return Block(
            Array(all[top..<(top + rows)]), focus: focus - top,
            caret: caret.map { Caret(row: $0.row - top, column: $0.column) })
    }
}
