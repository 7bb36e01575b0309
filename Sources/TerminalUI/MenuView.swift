/// Draws a ``Menu`` with its cursor.
enum MenuView {
    /// Where labels begin: the cursor stands two columns before.
    private static let labelColumn = 4
    /// Between a label and its detail.
    private static let gap = 4
    /// A detail is not squeezed into fewer columns than this: it goes under its label.
    private static let narrowestDetail = 20

    /// The menu with its cursor on one choice, `elapsed` after it was first shown.
    static func block<ID>(_ menu: Menu<ID>, cursor: Int, elapsed: Duration, style: Style, width: Int) -> Block {
        var lines: [String] = []
        if let activity = menu.activity {
            lines += ActivityView.lines(activity, elapsed: elapsed, style: style, width: width)
        }
        lines += menu.passages.flatMap { $0.lines(style: style, width: width) }
        if let question = menu.question {
            lines += Layout.marked(.question, question, meaning: .strong, style: style, width: width)
        }
        var focus = lines.count
        let row = menu.arrangement == .row ? row(menu.choices, cursor: cursor, style: style, width: width) : nil
        if let row {
            lines.append(row)
        } else {
            for (index, choice) in menu.choices.enumerated() {
                if index == cursor { focus = lines.count }
                lines += column(choice, of: menu.choices, isCurrent: index == cursor, style: style, width: width)
            }
        }
        let walk = row == nil ? "Up/Down" : "Left/Right"
        let footer = Layout.footer([walk, "Enter", "Ctrl-C leave"], style: style, width: width)
        return Block(lines, footer: footer, focus: focus)
    }

    private static func row<ID>(_ choices: [Choice<ID>], cursor: Int, style: Style, width: Int) -> String? {
        let plain = choices.map { .spaces(labelColumn) + $0.label }.joined()
        guard DisplayWidth.columns(of: plain) <= width else { return nil }
        return choices.enumerated().map { index, choice in
            guard index == cursor else { return .spaces(labelColumn) + choice.label }
            return .spaces(labelColumn - 2) + style.paint("\(style.cursor) \(choice.label)", .cursor)
        }.joined()
    }

    private static func column<ID>(
        _ choice: Choice<ID>, of choices: [Choice<ID>], isCurrent: Bool, style: Style, width: Int
    ) -> [String] {
        let labels = choices.filter { $0.detail != nil }.map { DisplayWidth.columns(of: $0.label) }
        let detailColumn = labelColumn + (labels.max() ?? 0) + gap
        let isSideBySide = width >= Layout.sideBySide && width - detailColumn >= narrowestDetail
        let lead = isCurrent ? .spaces(labelColumn - 2) + style.cursor + " " : .spaces(labelColumn)
        func paint(_ text: String) -> String { isCurrent ? style.paint(text, .cursor) : text }

        guard let detail = choice.detail, isSideBySide else {
            let label = TextWrap.lines(choice.label, width: width - labelColumn)
            let under = choice.detail.map { TextWrap.lines($0, width: width - labelColumn - 2) } ?? []
            return Layout.hanging(label.map(paint), after: paint(lead), indent: labelColumn)
                + under.map { .spaces(labelColumn + 2) + style.paint($0, .faint) }
        }
        let wrapped = TextWrap.lines(detail, width: width - detailColumn).map { style.paint($0, .faint) }
        return Layout.hanging(
            wrapped, after: paint((lead + choice.label).padded(to: detailColumn)), indent: detailColumn)
    }
}
