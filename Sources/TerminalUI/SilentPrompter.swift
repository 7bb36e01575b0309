/// The conversation when nobody is there to answer: it is told what happens, and a question is as good as left.
public struct SilentPrompter: Prompter {
    private let style: Style
    private let write: @Sendable (String) -> Void

    /// Takes what writes to stderr.
    public init(style: Style, write: @escaping @Sendable (String) -> Void) {
        self.style = style
        self.write = write
    }

    /// Writes lines.
    public func say(_ passages: [Passage]) {
        write(passages.flatMap { $0.lines(style: style, width: Layout.widest) }.map { $0 + "\n" }.joined())
    }

    /// Nobody answers.
    public func choose<ID>(_ menu: Menu<ID>, updates: AsyncStream<Menu<ID>>?) async throws(Departure) -> ID {
        throw .leave
    }

    /// Nobody answers.
    public func chooseSeveral<ID>(_ menu: Menu<ID>, ticked: Set<ID>) async throws(Departure) -> [ID] {
        throw .leave
    }

    /// Nobody answers.
    public func text(_ field: TextField) async throws(Departure) -> String {
        throw .leave
    }

    /// One line at the start and one whenever something else begins; what came of it is said by the caller.
    public func wait<Value: Sendable>(
        _ activity: Activity,
        while operation: @escaping @concurrent @Sendable (@escaping @Sendable (Activity) -> Void) async -> Value
    ) async throws(Departure) -> Value {
        var narration = Narration()
        say(narration.news(activity, elapsed: .zero))
        let (shown, feed) = AsyncStream<Activity>.makeStream(bufferingPolicy: .bufferingNewest(1))
        async let announcing: Void = announce(shown, narration)
        let value = await operation { feed.yield($0) }
        feed.finish()
        await announcing
        return value
    }

    private func announce(_ shown: AsyncStream<Activity>, _ begun: Narration) async {
        var narration = begun
        for await activity in shown { say(narration.news(activity, elapsed: .zero)) }
    }
}
