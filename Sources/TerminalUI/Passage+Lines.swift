extension Passage {
    /// The passage as lines of at most `width` columns, but for what is never broken.
    public func lines(style: Style, width: Int) -> [String] {
        switch self {
        case .title(let text):
            return TextWrap.lines(text, width: width - style.margin).map {
                .spaces(style.margin) + style.paint($0, .strong)
            }
        case .text(let text):
            return TextWrap.lines(text, width: width - style.margin).map {
                $0.isEmpty ? "" : .spaces(style.margin) + $0
            }
        case .exact(let text):
            return [.spaces(style.margin) + text]
        case .note(let mark, let text):
            return Layout.marked(mark, text, meaning: nil, style: style, width: width)
        case .fact(let mark, let label, let text):
            return Self.fact(mark, label, text, style: style, width: width)
        case .table(let rows):
            // Labels that fill more than half of a line leave no room beside them.
            let labels = rows.map { DisplayWidth.columns(of: $0.label) }.max() ?? 0
            return Layout.rows(
                rows, indent: Layout.margin + style.margin, stacked: width < max(Layout.sideBySide, 2 * labels),
                style: style, width: width)
        case .message(let message):
            return message.lines(style: style, width: width)
        case .blank:
            return [""]
        }
    }

    private static func fact(_ mark: Mark, _ label: String, _ text: String, style: Style, width: Int) -> [String] {
        let sign = style.text(of: mark)
        let room = max(Layout.factLabel, DisplayWidth.columns(of: label) + 3)
        let lead = (sign + " " + label).padded(to: DisplayWidth.columns(of: sign) + 1 + room)
        let column = DisplayWidth.columns(of: lead)
        let painted = style.paint(sign, mark.meaning) + lead.dropFirst(sign.count)
        let fits = !text.contains("\n") && column + DisplayWidth.columns(of: text) <= width
        if fits || width >= max(Layout.sideBySide, 2 * column) {
            return Layout.hanging(TextWrap.lines(text, width: width - column), after: painted, indent: column)
        }
        return Layout.marked(mark, label, meaning: nil, style: style, width: width)
            + TextWrap.lines(text, width: width - Layout.margin).map { .spaces(Layout.margin) + $0 }
    }
}

extension Message {
    /// Where why and fixes stand beside their labels.
    private static let column = 8

    fileprivate func lines(style: Style, width: Int) -> [String] {
        var lines = Layout.marked(mark, what, meaning: .strong, style: style, width: width)
        if let id {
            let room = width - DisplayWidth.columns(of: lines[lines.count - 1])
            let length = DisplayWidth.columns(of: id)
            if room >= length + 2 {
                lines[lines.count - 1] += .spaces(room - length) + style.paint(id, .faint)
            } else {
                lines += TextWrap.lines(id, width: width - Layout.margin).map {
                    .spaces(Layout.margin) + style.paint($0, .faint)
                }
            }
        }
        if let why { lines += [""] + beside("Why", why, style: style, width: width) }
        if !fixes.isEmpty { lines.append("") }
        for (index, fix) in fixes.enumerated() {
            lines += beside(index == 0 ? "Fix" : "", fix, style: style, width: width)
        }
        return lines
    }

    private func beside(_ label: String, _ text: String, style: Style, width: Int) -> [String] {
        let lead = (.spaces(Layout.margin) + label).padded(to: Self.column)
        return Layout.hanging(
            TextWrap.lines(text, width: width - Self.column), after: style.paint(lead, .faint), indent: Self.column)
    }
}
