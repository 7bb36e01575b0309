/// A conversation with the person at the terminal, in the verbs that a wizard needs. All of it goes to stderr.
///
/// An answer takes its question off a rich screen: what stays in the transcript is what is said next.
public protocol Prompter: Sendable {
    /// Says something that stays.
    func say(_ passages: [Passage]) async

    /// Lets the person choose.
    ///
    /// - Parameter updates: the menu as it grows while it is shown. The cursor stays with the choice that the person moved
    ///   to; until somebody moves it follows the preferred choice.
    func choose<ID>(_ menu: Menu<ID>, updates: AsyncStream<Menu<ID>>?) async throws(Leave) -> ID

    /// Lets the person type; the field's check has let the answer pass.
    func text(_ field: TextField) async throws(Leave) -> String

    /// Shows that something goes on until it is done.
    ///
    /// Leaving cancels the operation and does not wait for its end; stopping, where the activity allows it, cancels the
    /// operation and waits for what it makes of that. Keys pressed meanwhile answer nothing later.
    ///
    /// - Parameter operation: is given a way to show what it is at now in place of the activity.
    func wait<Value: Sendable>(
        _ activity: Activity,
        while operation: @escaping @concurrent @Sendable (_ show: @escaping @Sendable (Activity) -> Void) async -> Value
    ) async throws(Leave) -> Value
}

extension Prompter {
    /// Lets the person choose from a menu that stays as it is.
    public func choose<ID>(_ menu: Menu<ID>) async throws(Leave) -> ID {
        try await choose(menu, updates: nil)
    }

    /// Shows one activity until the operation is done.
    public func wait<Value: Sendable>(
        _ activity: Activity, while operation: @escaping @concurrent @Sendable () async -> Value
    ) async throws(Leave) -> Value {
        try await wait(activity) { _ in await operation() }
    }
}

/// The person left: Ctrl-C, `q` at a numbered question, or the end of the input.
public struct Leave: Error, Hashable {
    /// Makes one.
    public init() {}
}
