/// The layout that all views share; columns are counted from the left edge.
enum Layout {
    /// Left of everything; a mark and a space fit in.
    static let margin = 2
    /// Label and gap of a transcript line.
    static let factLabel = 11
    /// Narrower than this, what stood side by side is stacked.
    static let sideBySide = 60
    /// A terminal that begins narrower than this gets lines and numbers.
    static let narrowest = 30
    /// Wider than this, text is not laid out: long lines are hard to read.
    static let widest = 72

    /// A mark, and text that hangs beside it.
    static func marked(_ mark: Mark, _ text: String, meaning: Style.Meaning?, style: Style, width: Int) -> [String] {
        let sign = style.text(of: mark)
        let lead = DisplayWidth.columns(of: sign) + 1
        let wrapped = TextWrap.lines(text, first: width - lead, rest: width - margin)
        let painted = wrapped.map { line in meaning.map { style.paint(line, $0) } ?? line }
        return hanging(painted, after: style.paint(sign, mark.meaning) + " ", indent: margin)
    }

    /// Lines of which the first stands after a lead, the others under it.
    static func hanging(_ lines: [String], after lead: String, indent: Int) -> [String] {
        lines.enumerated().map { $0.offset == 0 ? lead + $0.element : .spaces(indent) + $0.element }
    }

    /// Labels in a column, values in another; or each value under its label.
    static func rows(_ rows: [Row], indent: Int, stacked: Bool, style: Style, width: Int) -> [String] {
        let labels = rows.filter { !$0.value.isEmpty }.map { DisplayWidth.columns(of: $0.label) }
        let column = indent + max(factLabel - 2, labels.max() ?? 0) + 2
        return rows.flatMap { row in
            if stacked || row.value.isEmpty {
                let label = TextWrap.lines(row.label, width: width - indent)
                let value = row.value.isEmpty ? [] : TextWrap.lines(row.value, width: width - indent - 2)
                return label.map { .spaces(indent) + style.paint($0, .faint) } + value.map { .spaces(indent + 2) + $0 }
            }
            let label = (.spaces(indent) + row.label).padded(to: column)
            return hanging(
                TextWrap.lines(row.value, width: width - column), after: style.paint(label, .faint), indent: column)
        }
    }

    /// A passage one step to the right: it belongs to what stands above.
    static func inset(_ passage: Passage, style: Style, width: Int) -> [String] {
        passage.lines(style: style, width: width - margin).map { $0.isEmpty ? "" : .spaces(margin) + $0 }
    }

    /// The help of a question, while it is shown.
    static func help(_ passages: [Passage], style: Style, width: Int) -> [String] {
        [""] + passages.flatMap { inset($0, style: style, width: width) } + [""]
    }

    /// The keys that every question ends its footer with.
    static func commonKeys(canGoBack: Bool, hasHelp: Bool) -> [String] {
        (canGoBack ? ["Esc back"] : []) + (hasHelp ? ["? help"] : []) + ["Ctrl-C leave"]
    }

    /// The keys that do something, as many on a line as fit.
    static func footer(_ keys: [String], style: Style, width: Int) -> [String] {
        var lines: [String] = []
        for key in keys {
            if let last = lines.last, DisplayWidth.columns(of: last + "  " + key) <= width - margin {
                lines[lines.count - 1] = last + "  " + key
            } else {
                lines += TextWrap.lines(key, width: width - margin)
            }
        }
        return lines.map { .spaces(margin) + style.paint($0, .faint) }
    }
}
