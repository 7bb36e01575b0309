/// Work that goes on beside a conversation and can be left behind.
struct Operation<Value: Sendable>: Sendable {
    /// What is heard of it.
    enum News: Sendable {
        /// What it is at now.
        case shows(Activity)
        /// What came of it; nothing follows.
        case done(Value)
    }

    private let task: Task<Void, Never>
    private let reports: AsyncStream<News>

    /// Starts the work.
    init(_ work: @escaping @concurrent @Sendable (@escaping @Sendable (Activity) -> Void) async -> Value) {
        // Only the newest picture matters, and the result is always the newest.
        let (reports, feed) = AsyncStream<News>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.reports = reports
        task = Task {
            feed.yield(.done(await work { feed.yield(.shows($0)) }))
            feed.finish()
        }
    }

    /// The next news; nil at once when the caller is cancelled, however long the work still takes.
    @Sendable func news() async -> News? {
        for await news in reports { return news }
        return nil
    }

    /// Asks the work to end; does not wait for it.
    func cancel() {
        task.cancel()
    }
}
