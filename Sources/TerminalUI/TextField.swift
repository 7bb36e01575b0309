/// A question whose answer is typed.
public struct TextField: Sendable {
    /// What is asked for: "Token".
    public var label: String
    /// Stands above the question.
    public var passages: [Passage]
    /// What stands there to begin with; in lines, what Enter alone takes.
    public var initial: String
    /// A secret: not shown as it is typed.
    public var isSecret: Bool
    /// What `?` shows while nothing is typed.
    public var help: [Passage]
    /// Esc, in lines Esc and Enter, goes to the question before.
    public var canGoBack: Bool
    /// What is wrong with an answer; nil when it may go on.
    public var check: @Sendable (String) -> Complaint?

    /// Takes them all.
    public init(
        _ label: String, initial: String = "", isSecret: Bool = false, passages: [Passage] = [],
        help: [Passage] = [], canGoBack: Bool = false, check: @escaping @Sendable (String) -> Complaint? = { _ in nil }
    ) {
        self.label = label
        self.initial = initial
        self.isSecret = isSecret
        self.passages = passages
        self.help = help
        self.canGoBack = canGoBack
        self.check = check
    }
}

/// What is wrong with a typed answer.
public struct Complaint: Hashable, Sendable {
    /// What is wrong, as a sentence.
    public var sentence: String
    /// An answer that would be right, and may be what was meant: Tab takes it, in lines Enter alone. Not for secrets.
    public var suggestion: String?
    /// No further typing can mend it: said at once, and not only after Enter.
    public var isFinal: Bool

    /// Takes them all.
    public init(_ sentence: String, suggestion: String? = nil, isFinal: Bool = false) {
        self.sentence = sentence
        self.suggestion = suggestion
        self.isFinal = isFinal
    }

    /// The sentence, and the question whether the suggestion was meant.
    var words: String {
        sentence + (suggestion.map { "  Did you mean \($0)?" } ?? "")
    }
}
