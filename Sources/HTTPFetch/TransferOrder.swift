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
