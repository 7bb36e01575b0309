/// Collects the keys of a line that the kernel edited.
struct TypedLine {
    /// A line, when it has ended.
    struct Whole {
        /// Its letters.
        let text: String
        /// Esc was pressed in it.
        let hasEscape: Bool
    }

    private var text = ""
    private var hasEscape = false

    /// The line, when the key ends it.
    mutating func take(_ key: Key) -> Whole? {
        switch key {
        case .character(let character): text.append(character)
        case .escape: hasEscape = true
        case .enter:
            defer { self = TypedLine() }
            return Whole(text: text, hasEscape: hasEscape)
        // The kernel forgot the line, and so did the person who sees a new one.
        case .suspend, .resume: self = TypedLine()
        default: break
        }
        return nil
    }
}
