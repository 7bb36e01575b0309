/// How results for people are broken into lines: at blanks, and nowhere inside of a command that somebody may copy.
public struct WrappedText: Sendable {
    /// Columns to keep to; nil where lines may be long, as in a pipe or a file.
    public let width: Int?

    /// A column that gets less than this is put on lines of its own.
    private static let narrowestColumn = 20
    private static let margin = 2
    private static let gap = 3

    /// Takes the columns.
    public init(width: Int?) {
        self.width = width
    }

    /// The text on lines that fit.
    public func lines(_ text: String) -> [String] {
        width.map { TextWrap.lines(text, width: $0) } ?? [text]
    }

    /// The same of what to do; a command at its end has a line of its own where both do not fit on one.
    public func lines(fix: String) -> [String] {
        guard !fits(fix), let command = Self.command(in: fix) else { return lines(fix) }
        return lines(String(fix.dropLast(command.count + 1))) + [String(command)]
    }

    /// Pieces with two blanks between, on one line or on several of which the later ones are indented.
    public func row(_ pieces: [String], indent: Int) -> String {
        var rows: [String] = []
        for piece in pieces {
            if let last = rows.last, fits(last + "  " + piece) {
                rows[rows.count - 1] = last + "  " + piece
            } else {
                let space = rows.isEmpty ? 0 : indent
                let wrapped = width.map { TextWrap.lines(piece, first: $0 - space, rest: $0 - indent) } ?? [piece]
                rows += Layout.hanging(wrapped, after: .spaces(space), indent: indent)
            }
        }
        return rows.joined(separator: "\n")
    }

    /// A text behind what it is about; where there is no room for both, in a column of its own or underneath.
    ///
    ///     09:31:22 Front door   locked, door closed, battery 85 %
    public func lines(_ text: String, behind lead: String) -> [String] {
        guard let width, !fits(lead + text) else { return [lead + text] }
        let column = DisplayWidth.columns(of: lead)
        if width >= Layout.sideBySide, width - column >= Self.narrowestColumn {
            return Layout.hanging(TextWrap.lines(text, width: width - column), after: lead, indent: column)
        }
        return stacked(lead, at: 0) + stacked(text, at: Self.margin)
    }

    /// Rows with their cells side by side, the last ones wrapped in their column; where there is no room, every cell on
    /// lines of its own.
    public func table(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count - 1 ? DisplayWidth.columns(of: $0[column]) : 0 }.max() ?? 0
        }
        let leads = rows.map { row in
            zip(row.dropLast(), widths).reduce(.spaces(Self.margin)) { $0 + $1.0.padded(to: $1.1) + .spaces(Self.gap) }
        }
        let lasts = rows.map { $0.last ?? "" }
        let widest = leads.map { DisplayWidth.columns(of: $0) }.max() ?? 0
        let isOneLineEach = zip(leads, lasts).allSatisfy { fits($0 + $1) }
        let isSideBySide = width.map { $0 >= Layout.sideBySide && $0 - widest >= Self.narrowestColumn } ?? true
        guard isOneLineEach || isSideBySide else {
            return rows.flatMap { row in
                row.enumerated().flatMap { stacked($0.element, at: $0.offset == 0 ? Self.margin : 2 * Self.margin) }
            }
        }
        return zip(leads, lasts).flatMap { lines($1, behind: $0) }
    }

    private func fits(_ line: String) -> Bool {
        width.map { DisplayWidth.columns(of: line) <= $0 } ?? true
    }

    private func stacked(_ text: String, at column: Int) -> [String] {
        WrappedText(width: width.map { $0 - column }).lines(text).map { .spaces(column) + $0 }
    }

    /// What stands behind the last colon of a fix that ends without a full stop.
    private static func command(in fix: String) -> Substring? {
        guard !fix.hasSuffix("."), let colon = fix.ranges(of: ": ").last else { return nil }
        return fix[colon.upperBound...]
    }
}
