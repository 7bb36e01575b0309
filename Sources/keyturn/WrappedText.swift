import TerminalUI

/// How text for people is broken into lines: at blanks, and nowhere inside of a command that somebody may copy.
struct WrappedText {
    /// Columns to keep to; nil where lines may be long.
    let width: Int?

    /// The text on lines that fit.
    func lines(_ text: String) -> [String] {
        guard let width else { return [text] }
        return Passage.text(text).lines(style: Style(colour: false, symbols: false, margin: 0), width: max(1, width))
    }

    /// The same of what to do; a command at its end has a line of its own where both do not fit on one.
    func lines(fix: String) -> [String] {
        guard let width, DisplayWidth.columns(of: fix) > width, let command = Self.command(in: fix) else {
            return lines(fix)
        }
        return lines(String(fix.dropLast(command.count + 1))) + [String(command)]
    }

    /// Words with two blanks between, on one line or on several of which the later ones are indented.
    func row(_ words: [String], indent: Int) -> String {
        var row = ""
        var used = 0
        for word in words {
            let wide = DisplayWidth.columns(of: word)
            if row.isEmpty {
                row = word
                used = wide
            } else if let width, used + 2 + wide > width {
                row += "\n" + String(repeating: " ", count: indent) + word
                used = indent + wide
            } else {
                row += "  " + word
                used += 2 + wide
            }
        }
        return row
    }

    /// What stands behind the last colon of a fix that ends without a full stop.
    private static func command(in fix: String) -> Substring? {
        guard !fix.hasSuffix("."), let colon = fix.ranges(of: ": ").last else { return nil }
        return fix[colon.upperBound...]
    }
}
