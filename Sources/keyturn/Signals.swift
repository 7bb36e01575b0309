import UnixSignals

/// Commands that run until somebody ends them. Signals are caught before the work begins: whoever reads its first line may
/// end it at once.
enum Signals {
    /// What the work comes to, or nil when SIGINT or SIGTERM came first, which cancels it.
    static func untilInterrupted<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? {
        let endings = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return await withTaskGroup(of: Value?.self) { group in
            group.addTask { await work() }
            group.addTask {
                for await _ in endings { break }
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Runs the body until it is done, SIGINT or SIGTERM comes, or the time is over; both count as done.
    static func untilAskedToEnd(
        or timeout: Duration? = nil, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let endings = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in endings { return }
            }
            if let timeout { group.addTask { try await Task.sleep(for: timeout) } }
            try await group.next()
            group.cancelAll()
            do {
                try await group.waitForAll()
            } catch is CancellationError {
                // Everything that was still going on was told to end.
            }
        }
    }
}
