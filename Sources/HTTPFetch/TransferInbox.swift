import Linux
import Synchronization

/// What is left for the transfer thread: requests, jobs of tasks that run on it, and waits.
///
/// Jobs that come when the thread has ended run where tasks run by themselves, so that none is lost.
final class TransferInbox: TaskExecutor {
    /// What came in since the last look.
    struct News {
        var orders: [TransferOrder] = []
        var jobs: [UnownedJob] = []
        var naps: [TransferNap] = []
        /// Orders or naps were given up.
        var hasCancelled = false
        var isClosed = false

        fileprivate var isEmpty: Bool {
            orders.isEmpty && jobs.isEmpty && naps.isEmpty && !hasCancelled && !isClosed
        }
    }

    private struct Content {
        var news = News()
        /// The thread sleeps, or is about to: who leaves something wakes it.
        var isUnattended = false
        /// Nobody takes anything any more, and why.
        var refusal: HTTPError?
    }

    /// What the thread waits for beside its transfers.
    let wakeUp: WakeEvent
    private let content = Mutex(Content())

    init(wakeUp: WakeEvent) {
        self.wakeUp = wakeUp
    }

    func start(_ order: TransferOrder) {
        if let refusal = leave({ $0.orders.append(order) }) { order.finish(.failure(refusal)) }
    }

    func cancel(_ order: TransferOrder) {
        order.cancel()
        lookAgain()
    }

    func start(_ nap: TransferNap) {
        if leave({ $0.naps.append(nap) }) != nil { nap.end() }
    }

    func cancel(_ nap: TransferNap) {
        nap.end()
        lookAgain()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if leave({ $0.jobs.append(job) }) != nil { globalConcurrentExecutor.enqueue(job) }
    }

    func close() {
        // Refused: it was closed before.
        _ = leave { $0.isClosed = true }
    }

    private func lookAgain() {
        // Refused: all was given up.
        _ = leave { $0.hasCancelled = true }
    }

    /// Adds something; returns why nobody will take it.
    private func leave(_ add: (inout News) -> Void) -> HTTPError? {
        let (refusal, isAsleep) = content.withLock { content in
            guard content.refusal == nil else { return (content.refusal, false) }
            add(&content.news)
            defer { content.isUnattended = false }
            return (nil, content.isUnattended)
        }
        if isAsleep { wakeUp.wake() }
        return refusal
    }

    /// What came in since the last look; nil for nothing, after which the thread may wait and is woken.
    func take() -> News? {
        content.withLock { content in
            guard !content.news.isEmpty else {
                content.isUnattended = true
                return nil
            }
            defer { content.news = News() }
            return content.news
        }
    }

    /// The thread waits no longer.
    ///
    /// - Parameter isWoken: it was woken for what came in.
    func attend(isWoken: Bool) {
        content.withLock { $0.isUnattended = false }
        if isWoken { wakeUp.reset() }
    }

    /// The thread ends: whatever is left and whatever comes is refused for this reason, but jobs are run by others.
    func refuse(_ error: HTTPError) -> News {
        content.withLock { content in
            content.refusal = error
            defer { content.news = News() }
            return content.news
        }
    }
}
