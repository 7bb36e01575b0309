import Linux
import NukiDomain
import TerminalUI

/// Rows for people on stdout; texts are made safe here.
enum TextTable {
    /// The lines, as they suit the terminal.
    static func lines(_ rows: [[String]]) -> [String] {
        WrappedText(width: SavedTerminal.size(of: StandardStream.output.rawValue)?.columns)
            .table(rows.map { $0.map(\.safeForDisplay) })
    }
}
