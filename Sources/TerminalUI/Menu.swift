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
    /// Keys that answer at once.
    public var shortcuts: [Shortcut<ID>]
    /// What Enter takes as long as nobody moved; else the first.
    public var preferred: ID?
    /// How the choices stand.
    public var arrangement: Arrangement
    /// What `?` shows.
    public var help: [Passage]
    /// Esc or Left, `b` in lines, goes to the question before.
    public var canGoBack: Bool

    /// Takes them all.
    public init(
        _ question: String?, _ choices: [Choice<ID>], shortcuts: [Shortcut<ID>] = [], preferred: ID? = nil,
        arrangement: Arrangement = .column, activity: Activity? = nil, passages: [Passage] = [],
        help: [Passage] = [], canGoBack: Bool = false
    ) {
        self.question = question
        self.choices = choices
        self.shortcuts = shortcuts
        self.preferred = preferred
        self.arrangement = arrangement
        self.activity = activity
        self.passages = passages
        self.help = help
        self.canGoBack = canGoBack
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
    /// Stands behind the detail, which says the same, where marks are symbols.
    public var mark: Mark?

    /// Takes them all.
    public init(_ id: ID, _ label: String, detail: String? = nil, mark: Mark? = nil) {
        self.id = id
        self.label = label
        self.detail = detail
        self.mark = mark
    }
}

/// A key that answers a ``Menu`` at once, named in its footer: `r restart`.
public struct Shortcut<ID: Hashable & Sendable>: Hashable, Sendable {
    /// The key: a small letter, but none of `a b j k q`, which mean something at every menu.
    public var key: Character
    /// What it does, in one or two words.
    public var label: String
    /// What the caller knows the answer by.
    public var id: ID

    /// Takes them all.
    public init(_ key: Character, _ label: String, _ id: ID) {
        self.key = key
        self.label = label
        self.id = id
    }
}
