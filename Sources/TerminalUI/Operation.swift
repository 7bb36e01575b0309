/// Work that goes on beside a conversation and can be left behind.
struct Operation<Value: Sendable>: Sendable {
    private let task: Task<Void, Never>
    private let results: AsyncStream<Value>

    /// Starts the work.
    init(_ work: @escaping @concurrent @Sendable () async -> Value) {
        let (results, feed) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.results = results
        task = Task {
            feed.yield(await work())
            feed.finish()
        }
    }

    /// Its result; nil at once when the caller is cancelled, however long the work still takes.
    @Sendable func result() async -> Value? {
        for await result in results { return result }
        return nil
    }

    /// Asks the work to end; does not wait for it.
    func cancel() {
        task.cancel()
    }
}
