import Synchronization

/// Keys in the order they came, each handed out once, to one waiting reader.
///
/// A reader that is cancelled takes no key with it: what comes later waits for the next reader. (An `AsyncStream` ends
/// for good when a reader is cancelled, and a wizard stops listening many times.) A `Mutex` guards it because the keys
/// come from a thread that blocks on the terminal.
public final class KeyQueue: AsyncSequence, Sendable {
    /// Keys that nobody has asked for yet, at most; more are dropped.
    static let limit = 1024

    private struct State {
        var keys: [Key] = []
        var reader: CheckedContinuation<Key?, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Makes an empty one.
    public init() {}

    /// Adds a key, or hands it to the reader that waits.
    public func push(_ key: Key) {
        let reader: CheckedContinuation<Key?, Never>? = state.withLock { state in
            if let reader = state.reader.take() { return reader }
            if state.keys.count < Self.limit, !state.isClosed { state.keys.append(key) }
            return nil
        }
        reader?.resume(returning: key)
    }

    /// Says that no key comes any more; those that wait are still handed out.
    public func close() {
        let reader = state.withLock { state in
            state.isClosed = true
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }

    /// The next key; nil when the terminal is gone or the task was cancelled.
    public func next() async -> Key? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let key: Key?? = state.withLock { state in
                    if !state.keys.isEmpty { return state.keys.removeFirst() }
                    if state.isClosed || Task.isCancelled { return .some(nil) }
                    precondition(state.reader == nil, "two readers wait for keys")
                    state.reader = continuation
                    return nil
                }
                if let key { continuation.resume(returning: key) }
            }
        } onCancel: {
            state.withLock { $0.reader.take() }?.resume(returning: nil)
        }
    }

    /// Reads the queue it was made from.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let queue: KeyQueue

        /// The next key; see ``KeyQueue/next()``.
        public mutating func next() async -> Key? {
            await queue.next()
        }
    }

    /// An iterator; one may wait at a time.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(queue: self)
    }
}
