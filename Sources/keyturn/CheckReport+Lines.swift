import TerminalUI

extension CheckReport {
    /// For people: group by group, a line a check, under it why and the fix where it needs them.
    ///
    /// - Parameter width: columns to keep to, but for commands, which are never broken; nil where lines may be long.
    func lines(style: Style, width: Int?) -> [String] {
        groups.flatMap { group in
            [style.paint(group.title, .strong)] + group.checks.flatMap { $0.lines(style: style, width: width) } + [""]
        } + [sum]
    }

    private var sum: String {
        let words = [
            failed > 0 ? "\(failed) failed" : "Nothing failed",
            warnings > 0 ? "\(warnings) \(warnings == 1 ? "warning" : "warnings")" : nil,
        ]
        return words.compactMap(\.self).joined(separator: ", ") + "."
    }
}

extension Check {
    fileprivate func lines(style: Style, width: Int?) -> [String] {
        let sign = state.sign(style)
        let column = 3 + State.columns(style)
        let indent = String(repeating: " ", count: column)
        let lead = "  " + style.paint(sign, state.meaning) + indent.dropFirst(2 + sign.count)
        let text = WrappedText(width: width.map { $0 - column })
        let lines = text.lines(what) + (why.map { text.lines($0) } ?? []) + (fix.map { text.lines(fix: $0) } ?? [])
        return lines.enumerated().map { ($0.offset == 0 ? lead : indent) + $0.element }
    }
}

extension Check.State {
    fileprivate func sign(_ style: Style) -> String {
        guard style.symbols else { return rawValue }
        return switch self {
        case .ok: "✓"
        case .warning: "!"
        case .failed: "✗"
        }
    }

    fileprivate var meaning: Style.Meaning {
        switch self {
        case .ok: .ok
        case .warning: .warning
        case .failed: .failure
        }
    }

    /// Room for any sign.
    fileprivate static func columns(_ style: Style) -> Int {
        style.symbols ? 1 : warning.rawValue.count
    }
}
