import Linux
import Synchronization

/// A request on its way to the transfer thread, and the way back for its outcome.
final class TransferOrder: Sendable {
    typealias Outcome = Result<HTTPResponse, HTTPError>
    /// Takes a piece of a body on the transfer thread; false ends the transfer.
    typealias Reader = @Sendable ([UInt8]) -> Bool

    let request: HTTPRequest
    let reader: Reader?
    private let state = Mutex(State())

    private struct State {
        var isCancelled = false
        var waiting: CheckedContinuation<Outcome, Never>?
    }

    init(_ request: HTTPRequest, reader: Reader?) {
        self.request = request
        self.reader = reader
    }

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    func whenDone(_ continuation: CheckedContinuation<Outcome, Never>) {
        state.withLock { $0.waiting = continuation }
    }

    /// Answers whoever waits; a second outcome has nobody to go to.
    func finish(_ outcome: Outcome) {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: outcome)
    }
}

/// What other threads leave for the transfer thread.
final class TransferInbox: Sendable {
    /// What came in since the last look.
    struct News {
        var orders: [TransferOrder] = []
        var hasCancelled = false
        var isClosed = false
    }

    let wakeUp: WakeEvent
    private let content = Mutex((news: News(), refusal: HTTPError?.none))

    init(wakeUp: WakeEvent) {
        self.wakeUp = wakeUp
    }

    func start(_ order: TransferOrder) {
        let refusal = content.withLock { content in
            if content.refusal == nil { content.news.orders.append(order) }
            return content.refusal
        }
        if let refusal { return order.finish(.failure(refusal)) }
        wakeUp.wake()
    }

    func cancel(_ order: TransferOrder) {
        order.cancel()
        content.withLock { $0.news.hasCancelled = true }
        wakeUp.wake()
    }

    func close() {
        content.withLock { $0.news.isClosed = true }
        wakeUp.wake()
    }

    func take() -> News {
        content.withLock { content in
            defer { content.news = News(isClosed: content.news.isClosed) }
            return content.news
        }
    }

    /// The thread is gone: whatever was left and whatever comes fails with this.
    func refuse(_ error: HTTPError) {
        let left = content.withLock { content in
            content.refusal = error
            defer { content.news.orders = [] }
            return content.news.orders
        }
        for order in left { order.finish(.failure(error)) }
    }
}
