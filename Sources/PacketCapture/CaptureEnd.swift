import Linux
import Synchronization

/// A capture's thread and the wish that it end, which the thread sees between frames and in its waits.
final class CaptureEnd: Sendable {
    /// Set once the end is ordered.
    let event: WakeEvent
    private let ordered = Atomic(false)

    init() throws(SystemError) {
        event = try WakeEvent()
    }

    /// Whether the thread is to stop.
    var isOrdered: Bool { ordered.load(ordering: .acquiring) }

    /// Asks the thread to stop, from any thread, now or as soon as it starts.
    func order() {
        ordered.store(true, ordering: .releasing)
        event.wake()
    }

    /// Runs `body` on a thread of its own until it ends, which orders the end for good; so does cancelling the task.
    func awaitThread(
        named name: String, _ body: @escaping @Sendable () throws(CaptureError) -> Void
    ) async throws(CaptureError) {
        let result: Result<Void, CaptureError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(SystemError) {
                    try WorkerThread.start(named: name) { [self] in
                        let result = Result(catching: body)
                        order()
                        continuation.resume(returning: result)
                    }
                } catch {
                    continuation.resume(returning: .failure(.other(source: name, reason: error.description)))
                }
            }
        } onCancel: {
            order()
        }
        try result.get()
    }
}
