/// A question with answers to choose from.
public struct Menu<ID: Hashable & Sendable>: Hashable, Sendable {
    /// How the choices stand.
    public enum Arrangement: Hashable, Sendable {
        /// One under the other, with their details.
        case column
        /// In one row, if they fit: for a few short ones.
        case row
    }

    /// What goes on while it is shown.
    public var activity: Activity?
    /// Stands above the question.
    public var passages: [Passage]
    /// The question; nil where the passages ask it.
    public var question: String?
    /// The answers; there is at least one.
    public var choices: [Choice<ID>]
    /// What Enter takes as long as nobody moved; else the first.
    public var preferred: ID?
    /// How the choices stand.
    public var arrangement: Arrangement

    /// Takes them all.
    public init(
        _ question: String?, _ choices: [Choice<ID>], preferred: ID? = nil, arrangement: Arrangement = .column,
        activity: Activity? = nil, passages: [Passage] = []
    ) {
        self.question = question
        self.choices = choices
        self.preferred = preferred
        self.arrangement = arrangement
        self.activity = activity
        self.passages = passages
    }
}

extension Menu {
    /// The next of the menus that a growing one becomes; nil when it stays as it is.
    static func next(of updates: AsyncStream<Menu>?) async -> Menu? {
        guard let updates else { return nil }
        for await menu in updates { return menu }
        return nil
    }
}

/// One answer of a ``Menu``.
public struct Choice<ID: Hashable & Sendable>: Hashable, Sendable {
    /// What the caller knows it by.
    public var id: ID
    /// What it says.
    public var label: String
    /// More about it, at the right or underneath.
    public var detail: String?

    /// Takes them all.
    public init(_ id: ID, _ label: String, detail: String? = nil) {
        self.id = id
        self.label = label
        self.detail = detail
    }
}
