import NukiDomain
import TerminalUI

/// Rows for people: columns side by side, three spaces apart, the last one as long as it is.
enum TextTable {
    /// The lines, each begun with two spaces; texts are made safe here.
    static func lines(_ rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map(\.safeForDisplay) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count - 1 ? DisplayWidth.columns(of: $0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                column == row.count - 1
                    ? text : text + String(repeating: " ", count: widths[column] - DisplayWidth.columns(of: text))
            }
            return "  " + cells.joined(separator: "   ")
        }
    }
}
