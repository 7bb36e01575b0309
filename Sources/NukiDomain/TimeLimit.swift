/// Work that is given up when it takes too long.
public enum TimeLimit {
    /// What the work comes to; nil, and it is cancelled, where that takes longer. It has to heed cancelling.
    public static func value<Value: Sendable>(
        within limit: Duration, _ clock: any Clock<Duration>, of work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withTaskGroup(of: Value?.self, isolation: #isolation) { group in
            group.addTask { await work() }
            group.addTask {
                // A cancelled sleep means that the work was faster.
                try? await clock.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
