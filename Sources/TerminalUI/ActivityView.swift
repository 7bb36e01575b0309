import Linux

/// Draws an ``Activity`` at a moment.
enum ActivityView {
    /// How long one picture of the spinner is shown.
    static let tick = Duration.milliseconds(100)
    /// Cells of a bar, if there is room.
    private static let barCells = 30

    /// The lines of an activity that began `elapsed` ago.
    static func lines(_ activity: Activity, elapsed: Duration, style: Style, width: Int) -> [String] {
        let left = activity.limit.map { max(.zero, $0 - elapsed) }
        let under = (activity.rows.isEmpty ? [] : [.table(activity.rows)]) + activity.passages
        switch activity.shape {
        case .spinner:
            let aside = left.map(remaining) ?? activity.progress
            return spinner(activity.title, aside: aside, elapsed: elapsed, style: style, width: width)
                + under.flatMap { $0.lines(style: style, width: width) }
        case .countdown:
            let title = Layout.marked(.question, activity.title, meaning: .strong, style: style, width: width)
            // What has to be done stands apart, one step to the right.
            let step = width < Layout.sideBySide ? 0 : Layout.margin
            let below = under.flatMap { $0.lines(style: style, width: width - step) }
            let emptying = activity.limit.map { bar(left: left ?? .zero, of: $0, style: style, width: width - step) }
            return title + [""] + (below + [emptying].compactMap { $0 }).map { $0.isEmpty ? "" : .spaces(step) + $0 }
        }
    }

    /// What can be pressed meanwhile, where that has to be said.
    static func footer(_ activity: Activity, style: Style, width: Int) -> [String] {
        let stop = activity.canStop ? ["Esc stop"] : []
        return switch activity.shape {
        case .countdown: [""] + Layout.footer(stop + ["Ctrl-C leave"], style: style, width: width)
        case .spinner: Layout.footer(stop, style: style, width: width)
        }
    }

    /// `1:24 left`, or `19 s left` in the last minute; a second that has begun counts.
    static func remaining(_ left: Duration) -> String {
        let seconds = (left.wholeMilliseconds + 999) / 1000
        guard seconds >= 60 else { return "\(seconds) s left" }
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60) left"
    }

    private static func spinner(
        _ title: String, aside text: String?, elapsed: Duration, style: Style, width: Int
    ) -> [String] {
        let turn = Int(elapsed.wholeMilliseconds / tick.wholeMilliseconds) % style.spinner.count
        let wrapped = TextWrap.lines(title, width: width - Layout.margin)
        var lines = Layout.hanging(
            wrapped, after: style.paint(style.spinner[turn], .cursor) + " ", indent: Layout.margin)
        guard let text else { return lines }
        let room = width - DisplayWidth.columns(of: lines[lines.count - 1]) - DisplayWidth.columns(of: text)
        if room >= 2 {
            lines[lines.count - 1] += .spaces(room) + style.paint(text, .faint)
        } else {
            lines.append(.spaces(Layout.margin) + style.paint(text, .faint))
        }
        return lines
    }

    private static func bar(left: Duration, of limit: Duration, style: Style, width: Int) -> String {
        let text = remaining(left)
        let cells = min(barCells, width - Layout.margin - DisplayWidth.columns(of: text) - 3)
        guard cells >= 4 else { return .spaces(Layout.margin) + text }
        let full = limit > .zero ? min(cells, Int((left / limit * Double(cells)).rounded(.up))) : 0
        return .spaces(Layout.margin)
            + style.paint(String(repeating: style.bar.full, count: full), .cursor)
            + style.paint(String(repeating: style.bar.empty, count: cells - full), .faint) + "   " + text
    }
}
