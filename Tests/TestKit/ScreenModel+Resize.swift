public import TerminalUI

extension ScreenModel {
    /// Changes the size: lines that were wrapped are joined, lines that are too long are wrapped, the cursor stays on its
    /// character.
    public mutating func resize(to size: TerminalSize) {
        var lines: [[String]] = []
        var cursor = (line: 0, cell: 0)
        var open = false
        let all = scrollback + rows
        let cursorIndex = scrollback.count + cursorRow
        for (index, row) in all.enumerated() {
            if !open { lines.append([]) }
            if index == cursorIndex { cursor = (lines.count - 1, lines[lines.count - 1].count + cursorColumn) }
            lines[lines.count - 1] += row.cells
            open = row.goesOn
        }
        while lines.count > cursor.line + 1, lines.last?.isEmpty == true { lines.removeLast() }

        self.size = size
        var wrapped: [Row] = []
        var cursorAt = 0
        for (index, cells) in lines.enumerated() {
            let first = wrapped.count
            wrapped += Self.wrap(cells, columns: size.columns)
            guard index == cursor.line else { continue }
            cursorAt = first
            cursorColumn = cursor.cell
            while cursorAt < wrapped.count - 1, cursorColumn >= wrapped[cursorAt].cells.count {
                cursorColumn -= wrapped[cursorAt].cells.count
                cursorAt += 1
            }
            cursorColumn = Swift.min(cursorColumn, size.columns - 1)
        }
        let gone = Swift.max(0, wrapped.count - size.rows)
        scrollback = Array(wrapped[..<gone])
        rows = Array(wrapped[gone...])
        rows += Array(repeating: Row(), count: size.rows - rows.count)
        cursorRow = Swift.max(0, cursorAt - gone)
        isAtEdge = false
    }

    private static func wrap(_ cells: [String], columns: Int) -> [Row] {
        var rows = [Row()]
        for (index, cell) in cells.enumerated() {
            // A wide character takes two cells, of which the second is empty: it is not parted.
            let isWide = index + 1 < cells.count && cells[index + 1].isEmpty
            if rows[rows.count - 1].cells.count + (isWide ? 2 : 1) > columns {
                rows[rows.count - 1].goesOn = true
                rows.append(Row())
            }
            rows[rows.count - 1].cells.append(cell)
        }
        return rows
    }
}
