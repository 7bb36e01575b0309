/// Collects the keys of a line that the kernel edited.
struct TypedLine {
    private var text = ""

    /// The line, when the key ends it; an Esc in it is kept.
    mutating func take(_ key: Key) -> String? {
        switch key {
        case .character(let character): text.append(character)
        case .escape: text.append("\u{1B}")
        case .enter:
            defer { text = "" }
            return text
        // The kernel forgot the line, and so did the person who sees a new one.
        case .suspend, .resume: text = ""
        default: break
        }
        return nil
    }
}

extension String {
    /// Esc was pressed in this line.
    var hasEscape: Bool { contains("\u{1B}") }
}
