/// Draws a ``Menu`` with its cursor.
enum MenuView {
    /// Where labels begin: the cursor stands two columns before.
    private static let labelColumn = 4
    /// Between a label and its detail.
    private static let gap = 4
    /// A detail is not squeezed into fewer columns than this: it goes under its label.
    private static let narrowestDetail = 20

    /// The menu with its cursor on one choice, `elapsed` after it was first shown.
    static func block<ID>(_ picker: MenuPicker<ID>, elapsed: Duration, style: Style, width: Int) -> Block {
        let menu = picker.menu
        var lines: [String] = []
        if let activity = menu.activity {
            lines += ActivityView.lines(activity, elapsed: elapsed, style: style, width: width)
        }
        lines += menu.passages.flatMap { $0.lines(style: style, width: width) }
        if let question = menu.question {
            lines += Layout.marked(.question, question, meaning: .strong, style: style, width: width)
        }
        var focus = lines.count
        let row = row(picker, style: style, width: width)
        if let row {
            lines.append(row)
        } else {
            for index in menu.choices.indices {
                if index == picker.index { focus = lines.count }
                lines += column(picker, index, style: style, width: width)
            }
        }
        if picker.missesTick {
            lines += Layout.inset(
                .note(.failure, "Nothing is selected yet.  Space selects."), style: style, width: width)
        }
        if picker.showsHelp { lines += Layout.help(menu.help, style: style, width: width) }
        let keys = keys(picker, walk: row == nil ? "Up/Down" : "Left/Right")
        return Block(lines, footer: Layout.footer(keys, style: style, width: width), focus: focus)
    }

    private static func keys<ID>(_ picker: MenuPicker<ID>, walk: String) -> [String] {
        let menu = picker.menu
        return [walk] + (picker.ticked == nil ? ["Enter"] : ["Space select", "a all", "Enter go on"])
            + menu.shortcuts.map { "\($0.key) \($0.label)" }
            + Layout.commonKeys(canGoBack: menu.canGoBack, hasHelp: !menu.help.isEmpty)
    }

    private static func row<ID>(_ picker: MenuPicker<ID>, style: Style, width: Int) -> String? {
        let choices = picker.menu.choices
        let plain = choices.map { .spaces(labelColumn) + $0.label }.joined()
        guard picker.menu.arrangement == .row, picker.ticked == nil, DisplayWidth.columns(of: plain) <= width else {
            return nil
        }
        return choices.enumerated().map { index, choice in
            guard index == picker.index else { return .spaces(labelColumn) + choice.label }
            return .spaces(labelColumn - 2) + style.paint("\(style.cursor) \(choice.label)", .cursor)
        }.joined()
    }

    private static func column<ID>(_ picker: MenuPicker<ID>, _ index: Int, style: Style, width: Int) -> [String] {
        let choices = picker.menu.choices
        let choice = choices[index]
        let isCurrent = index == picker.index
        let box = picker.ticked.map { $0.contains(choice.id) ? "[x] " : "[ ] " } ?? ""
        let labelColumn = labelColumn + box.count
        let labels = choices.filter { $0.detail != nil }.map { DisplayWidth.columns(of: $0.label) }
        let detailColumn = labelColumn + (labels.max() ?? 0) + gap
        let isSideBySide = width >= Layout.sideBySide && width - detailColumn >= narrowestDetail
        let lead = .spaces(Self.labelColumn - 2) + (isCurrent ? style.cursor : " ") + " " + box
        func paint(_ text: String) -> String { isCurrent ? style.paint(text, .cursor) : text }

        guard choice.detail != nil, isSideBySide else {
            let label = TextWrap.lines(choice.label, width: width - labelColumn)
            let under = detail(of: choice, style: style, width: width - labelColumn - 2)
            return Layout.hanging(label.map(paint), after: paint(lead), indent: labelColumn)
                + under.map { .spaces(labelColumn + 2) + $0 }
        }
        return Layout.hanging(
            detail(of: choice, style: style, width: width - detailColumn),
            after: paint((lead + choice.label).padded(to: detailColumn)), indent: detailColumn)
    }

    /// The detail with its mark, which stays on the line of the last word.
    private static func detail<ID>(of choice: Choice<ID>, style: Style, width: Int) -> [String] {
        guard let detail = choice.detail else { return [] }
        let sign = choice.mark.map { style.symbols ? "\u{A0}" + style.text(of: $0) : "" } ?? ""
        return TextWrap.lines(detail + sign, width: width).map { line in
            style.paint(String(line.map { $0 == "\u{A0}" ? " " : $0 }), .faint)
        }
    }
}
