/// A task that fills a queue, and the reader's side of it: when the reader goes, so does the task.
final class Search: Sendable {
    private let queue: BoundedQueue<Sighting>
    private let task: Task<Void, Never>

    init(_ queue: BoundedQueue<Sighting>, filledBy fill: @escaping @Sendable () async throws -> Void) {
        self.queue = queue
        task = Task {
            do {
                try await fill()
                queue.finish(.success(()))
            } catch {
                queue.finish(.failure(error))
            }
        }
    }

    deinit { end() }

    /// The next sighting; nil at the end, and when the reading task is cancelled.
    func next() async throws -> Sighting? {
        try await withTaskCancellationHandler {
            try await queue.next()
        } onCancel: {
            end()
        }
    }

    private func end() {
        // First the queue, in which the filling thread may be waiting for room.
        queue.finish(.success(()))
        task.cancel()
    }
}
