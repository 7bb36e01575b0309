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
    /// What is wrong with an answer, as a sentence; nil when it may go on.
    public var check: @Sendable (String) -> String?

    /// Takes them all.
    public init(
        _ label: String, initial: String = "", isSecret: Bool = false, passages: [Passage] = [],
        check: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.label = label
        self.initial = initial
        self.isSecret = isSecret
        self.passages = passages
        self.check = check
    }
}
