import Linux
import Synchronization

/// A request on its way to the transfer thread, and the way back for its outcome.
final class TransferOrder: Sendable {
    typealias Outcome = Result<HTTPResponse, HTTPError>

    let request: HTTPRequest
    private let state = Mutex(State())

    private struct State {
        var isCancelled = false
        var waiting: CheckedContinuation<Outcome, Never>?
    }

    init(_ request: HTTPRequest) {
        self.request = request
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
    let wakeUp: WakeEvent
    private let content = Mutex((orders: [TransferOrder](), isClosed: false))

    init(wakeUp: WakeEvent) {
        self.wakeUp = wakeUp
    }

    func start(_ order: TransferOrder) {
        content.withLock { $0.orders.append(order) }
        wakeUp.wake()
    }

    func close() {
        content.withLock { $0.isClosed = true }
        wakeUp.wake()
    }

    /// Everything that came in since the last time.
    func take() -> (orders: [TransferOrder], isClosed: Bool) {
        content.withLock { content in
            defer { content.orders = [] }
            return content
        }
    }
}

/// The life of the transfer thread.
enum TransferLoop {
    /// Serves the inbox until it is closed.
    static func run(_ inbox: TransferInbox) {
        var running: [CurlTransfer.Identity: (order: TransferOrder, transfer: CurlTransfer)] = [:]
        let multi: CurlMulti
        do {
            multi = try CurlMulti()
        } catch {
            return refuseAll(inbox, error)
        }
        while true {
            inbox.wakeUp.reset()
            let (orders, isClosed) = inbox.take()
            for order in orders {
                do {
                    let transfer = try CurlTransfer(order.request)
                    try multi.add(transfer)
                    running[transfer.identity] = (order, transfer)
                } catch {
                    order.finish(.failure(error))
                }
            }
            for (id, (order, transfer)) in running where isClosed || order.isCancelled {
                multi.remove(transfer)
                running[id] = nil
                order.finish(.failure(.cancelled))
            }
            if isClosed { return }
            for (identity, code) in multi.perform() {
                guard let (order, transfer) = running.removeValue(forKey: identity) else { continue }
                multi.remove(transfer)
                order.finish(transfer.outcome(code))
            }
            multi.wait(wakeUp: inbox.wakeUp.number)
        }
    }

    /// Without a multi handle every order fails with the same reason.
    private static func refuseAll(_ inbox: TransferInbox, _ error: HTTPError) {
        while true {
            let (orders, isClosed) = inbox.take()
            for order in orders { order.finish(.failure(error)) }
            if isClosed { return }
            do {
                _ = try Poller.readable([inbox.wakeUp.number])
            } catch {
                return
            }
            inbox.wakeUp.reset()
        }
    }
}
