/// How things look: colour by meaning, marks as symbols or as words. Colour never carries a meaning alone.
public struct Style: Hashable, Sendable {
    /// What a piece of text is, for its colour.
    public enum Meaning: Hashable, Sendable {
        /// It worked.
        case ok
        /// Worth a look.
        case warning
        /// It did not work.
        case failure
        /// What Enter would choose.
        case cursor
        /// Secondary.
        case faint
        /// A heading or a question.
        case strong
    }

    /// Colour is used.
    public let colour: Bool
    /// Symbols stand for words.
    public let symbols: Bool
    /// Columns left free at the left of text without a mark.
    public let margin: Int

    /// Takes them all.
    public init(colour: Bool, symbols: Bool, margin: Int = 2) {
        self.colour = colour
        self.symbols = symbols
        self.margin = margin
    }

    /// The style of a presentation.
    public init(_ presentation: Presentation) {
        self.init(
            colour: presentation.colour, symbols: presentation.symbols, margin: presentation.form == .rich ? 2 : 0)
    }

    /// The text in the colour of its meaning.
    public func paint(_ text: String, _ meaning: Meaning) -> String {
        guard colour, !text.isEmpty else { return text }
        return "\u{1B}[\(meaning.code)m\(text)\u{1B}[0m"
    }

    /// The text of a mark, without colour: `✓`, or `ok:` in words.
    func text(of mark: Mark) -> String {
        switch mark {
        case .ok: symbols ? "✓" : "ok:"
        case .warning: symbols ? "!" : "warning:"
        case .failure: symbols ? "✗" : "error:"
        case .question: "?"
        }
    }

    /// Stands before the choice that Enter takes.
    var cursor: String { symbols ? "›" : ">" }
    /// Stands for one character of a secret.
    var mask: String { symbols ? "•" : "*" }
    /// One turn of the spinner.
    var spinner: [String] {
        symbols ? ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] : ["|", "/", "-", "\\"]
    }
    /// A cell of a bar whose time is left, and one whose time is over.
    var bar: (full: String, empty: String) { symbols ? ("█", "░") : ("#", "-") }
}

/// Stands at the left of a line and says how it is meant.
public enum Mark: Hashable, Sendable {
    /// It worked.
    case ok
    /// Worth a look.
    case warning
    /// It did not work.
    case failure
    /// Somebody is asked.
    case question

    /// Its colour.
    var meaning: Style.Meaning {
        switch self {
        case .ok: .ok
        case .warning: .warning
        case .failure: .failure
        case .question: .cursor
        }
    }
}

extension Style.Meaning {
    /// Select Graphic Rendition (ECMA-48 section 8.3.117).
    fileprivate var code: String {
        switch self {
        case .ok: "32"
        case .warning: "33"
        case .failure: "31"
        case .cursor: "36"
        case .faint: "2"
        case .strong: "1"
        }
    }
}
