public import TerminalUI

/// A small terminal that only remembers: fed with what a program writes, it knows what a person sees.
///
/// It moves the cursor, erases, wraps, scrolls and joins lines again when it gets wider, as tmux and the VTE terminals
/// do. Colours are left out. Sequences that it does not know are written out as `<ESC[…>`, so that a test sees them.
public struct ScreenModel: Sendable {
    /// One row of cells.
    public struct Row: Sendable {
        var cells: [String] = []
        /// The text goes on in the next row: the row was full, no line ended.
        var goesOn = false

        /// What is seen of it, without spaces at its end.
        public var text: String {
            var text = cells.joined()
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
    }

    /// The size.
    public internal(set) var size: TerminalSize
    /// The cursor is shown.
    public private(set) var showsCursor = true
    /// Pastes are bracketed (mode 2004).
    public private(set) var bracketsPastes = false
    /// The row of the cursor, from 0.
    public internal(set) var cursorRow = 0
    /// The column of the cursor, from 0.
    public internal(set) var cursorColumn = 0

    /// The rows that have left the screen at its top.
    public internal(set) var scrollback: [Row] = []
    var rows: [Row]
    /// The last cell of a row was written: the next character goes to the next row.
    var isAtEdge = false
    private var pending: [UInt8] = []

    /// An empty screen.
    public init(_ size: TerminalSize) {
        self.size = size
        rows = Array(repeating: Row(), count: size.rows)
    }

    /// The lines on the screen, without spaces at their ends and without empty ones below.
    public var lines: [String] { Self.lines(of: rows) }

    /// What has scrolled away and what is on the screen.
    public var transcript: [String] { Self.lines(of: scrollback + rows) }

    /// The lines on the screen as one text.
    public var text: String { lines.joined(separator: "\n") }

    private static func lines(of rows: [Row]) -> [String] {
        var lines = rows.map(\.text)
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Takes what a program wrote; a sequence may be cut anywhere.
    public mutating func feed(_ bytes: [UInt8]) {
        pending += bytes
        while let length = lengthOfNext() {
            let piece = Array(pending.prefix(length))
            pending.removeFirst(length)
            if piece.first == 0x1B {
                obey(piece)
            } else {
                for scalar in String(decoding: piece, as: UTF8.self).unicodeScalars { write(scalar) }
            }
        }
    }

    /// Bytes of the next whole sequence or character; nil when there is none yet.
    private func lengthOfNext() -> Int? {
        guard let first = pending.first else { return nil }
        guard first == 0x1B else {
            let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            return pending.count >= length ? length : nil
        }
        guard pending.count > 1 else { return nil }
        guard pending[1] == UInt8(ascii: "[") else { return 2 }
        return pending.dropFirst(2).firstIndex { (0x40..<0x7F).contains($0) }.map { $0 + 1 }
    }

    private mutating func obey(_ sequence: [UInt8]) {
        let text = String(decoding: sequence.dropFirst(2), as: UTF8.self)
        let parameters = text.dropLast()
        let count = Swift.max(1, Int(parameters) ?? 1)
        switch (text.last, parameters) {
        case ("m", _): break
        case ("A", _): move(row: cursorRow - count, column: cursorColumn)
        case ("B", _): move(row: cursorRow + count, column: cursorColumn)
        case ("C", _): move(row: cursorRow, column: cursorColumn + count)
        case ("D", _): move(row: cursorRow, column: cursorColumn - count)
        case ("K", ""): eraseToTheRight()
        case ("J", ""):
            eraseToTheRight()
            for row in rows.indices where row > cursorRow { rows[row] = Row() }
        case ("h", "?25"): showsCursor = true
        case ("l", "?25"): showsCursor = false
        case ("h", "?2004"): bracketsPastes = true
        case ("l", "?2004"): bracketsPastes = false
        default: for scalar in "<ESC[\(text)>".unicodeScalars { write(scalar) }
        }
    }

    private mutating func move(row: Int, column: Int) {
        cursorRow = Swift.max(0, Swift.min(row, size.rows - 1))
        cursorColumn = Swift.max(0, Swift.min(column, size.columns - 1))
        isAtEdge = false
    }

    private mutating func eraseToTheRight() {
        rows[cursorRow].cells = Array(rows[cursorRow].cells.prefix(cursorColumn))
        rows[cursorRow].goesOn = false
        isAtEdge = false
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r": move(row: cursorRow, column: 0)
        case "\n":
            isAtEdge = false
            nextRow()
        case "\u{8}": move(row: cursorRow, column: cursorColumn - 1)
        case "\u{7}": break
        default: if !join(scalar) { put(String(scalar)) }
        }
    }

    /// Adds a mark to the character before the cursor, if it belongs to it.
    private mutating func join(_ scalar: Unicode.Scalar) -> Bool {
        var last = isAtEdge ? cursorColumn : cursorColumn - 1
        let cells = rows[cursorRow].cells
        while last > 0, cells.indices.contains(last), cells[last].isEmpty { last -= 1 }
        guard last >= 0, cells.indices.contains(last), cells[last] != " " else { return false }
        let joined = cells[last] + String(scalar)
        guard joined.count == 1 else { return false }
        let before = DisplayWidth.columns(of: cells[last])
        rows[cursorRow].cells[last] = joined
        if DisplayWidth.columns(of: joined) > before { put("") }
        return true
    }

    private mutating func put(_ character: String) {
        let width = character.isEmpty ? 1 : DisplayWidth.columns(of: character)
        guard width > 0 else { return }
        if isAtEdge || cursorColumn + width > size.columns {
            rows[cursorRow].goesOn = true
            isAtEdge = false
            cursorColumn = 0
            nextRow()
        }
        var cells = rows[cursorRow].cells
        while cells.count < cursorColumn + width { cells.append(" ") }
        cells[cursorColumn] = character
        if width == 2 { cells[cursorColumn + 1] = "" }
        rows[cursorRow].cells = cells
        cursorColumn += width
        isAtEdge = cursorColumn == size.columns
        if isAtEdge { cursorColumn -= 1 }
    }

    private mutating func nextRow() {
        guard cursorRow == size.rows - 1 else {
            cursorRow += 1
            return
        }
        scrollback.append(rows.removeFirst())
        rows.append(Row())
    }
}
