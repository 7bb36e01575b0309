import Linux

/// A wait that somebody else can end; it belongs to the actor that holds it.
final class Nap {
    private var task: Task<Void, Never>?

    /// Waits so long, or with nil until ``end()``; ends early when the task is cancelled.
    func sleep(_ time: Duration?, _ clock: any BootClock) async {
        let task = Self.task(time, clock)
        self.task = task
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Wakes who sleeps; nobody who comes later.
    func end() { task?.cancel() }

    private static func task(_ time: Duration?, _ clock: any BootClock) -> Task<Void, Never> {
        Task { await wait(time, clock) }
    }

    private static func wait(_ time: Duration?, _ clock: any BootClock) async {
        if let time {
            // Cut short by whoever ended it.
            try? await clock.sleep(for: time)
            return
        }
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        continuation.finish()
    }
}
