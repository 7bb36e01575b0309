/// A conversation with the person at the terminal, in the verbs that a wizard needs. All of it goes to stderr.
///
/// An answer takes its question off a rich screen, and so does going back: what stays in the transcript is what is said
/// next.
public protocol Prompter: Sendable {
    /// Says something that stays.
    func say(_ passages: [Passage]) async

    /// Takes back what was said last, where it can vanish from the screen.
    ///
    /// - Returns: false if it stays: it was written for good, has scrolled away, or something else came after it.
    func unsay(_ passages: [Passage]) async -> Bool

    /// Lets the person choose; a shortcut of the menu chooses as well.
    ///
    /// - Parameter updates: the menu as it grows while it is shown. The cursor stays with the choice that the person moved
    ///   to; until somebody moves it follows the preferred choice.
    func choose<ID>(_ menu: Menu<ID>, updates: AsyncStream<Menu<ID>>?) async throws(Departure) -> ID

    /// Lets the person tick choices: at least one, in the order of the menu, or a shortcut of the menu alone.
    ///
    /// - Parameter ticked: the choices that are ticked to begin with.
    func chooseSeveral<ID>(_ menu: Menu<ID>, ticked: Set<ID>) async throws(Departure) -> [ID]

    /// Lets the person type; the field's check has let the answer pass.
    func text(_ field: TextField) async throws(Departure) -> String

    /// Shows that something goes on until it is done.
    ///
    /// Leaving cancels the operation and does not wait for its end; stopping, where the activity allows it, cancels the
    /// operation and waits for what it makes of that. Keys pressed meanwhile answer nothing later.
    ///
    /// - Parameter operation: is given a way to show what it is at now in place of the activity.
    /// - Throws: only ``Departure/leave``.
    func wait<Value: Sendable>(
        _ activity: Activity,
        while operation: @escaping @concurrent @Sendable (_ show: @escaping @Sendable (Activity) -> Void) async -> Value
    ) async throws(Departure) -> Value
}

extension Prompter {
    /// Lines that were written stay.
    public func unsay(_ passages: [Passage]) async -> Bool { false }

    /// Lets the person choose from a menu that stays as it is.
    public func choose<ID>(_ menu: Menu<ID>) async throws(Departure) -> ID {
        try await choose(menu, updates: nil)
    }

    /// Shows one activity until the operation is done.
    public func wait<Value: Sendable>(
        _ activity: Activity, while operation: @escaping @concurrent @Sendable () async -> Value
    ) async throws(Departure) -> Value {
        try await wait(activity) { _ in await operation() }
    }
}
