import UnixSignals

/// Commands that run until somebody ends them.
enum Signals {
    /// What the work comes to, or nil when SIGINT or SIGTERM came first, which cancels it.
    static func untilInterrupted<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await work() }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
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
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
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
