import Linux
import Synchronization

/// Carries values from one thread to one task; when it is full, the thread waits or gives the value up.
final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        /// What came since the reader last took everything.
        var arrived: [Element] = []
        var result: Result<Void, any Error>?
        var reader: CheckedContinuation<Void, Never>?

        mutating func takeReader() -> CheckedContinuation<Void, Never>? {
            defer { reader = nil }
            return reader
        }
    }

    private let capacity: Int
    private let canWait: Bool
    private let batch: Int
    private let room: WakeEvent
    private let state = Mutex(State())
    // What the reader took, the next one last: it has this for itself, and seldom holds the thread up.
    private let taken = Mutex<[Element]>([])

    /// - Parameters:
    ///   - capacity: how many values wait for the reader, beside those that it took at once.
    ///   - canWait: what ``put(_:)`` does when the queue is full.
    ///   - batch: how many values wake the reader; fewer do at ``handOver()``.
    init(capacity: Int, canWait: Bool, batch: Int = 1) throws(SystemError) {
        self.capacity = capacity
        self.canWait = canWait
        self.batch = batch
        room = try WakeEvent()
    }

    /// Adds a value, from the thread; false if it was given up because the queue is full. After the end, does nothing.
    func put(_ element: Element) -> Bool {
        while true {
            var reader: CheckedContinuation<Void, Never>?
            let isDone = state.withLock { state in
                if state.result != nil { return true }
                guard state.arrived.count < capacity else { return false }
                state.arrived.append(element)
                if state.arrived.count >= batch { reader = state.takeReader() }
                return true
            }
            reader?.resume()
            if isDone { return true }
            guard canWait else { return false }
            do {
                _ = try Poller.readable([room.number])
            } catch {
                finish(.failure(error))
            }
            room.reset()
        }
    }

    /// Wakes the reader if there is something to read, from the thread.
    func handOver() {
        let reader = state.withLock { $0.arrived.isEmpty ? nil : $0.takeReader() }
        reader?.resume()
    }

    /// Ends the queue from either side: what is in it can still be read, nothing is added. The first end counts.
    func finish(_ result: Result<Void, any Error>) {
        let reader = state.withLock { state in
            state.result = state.result ?? result
            return state.takeReader()
        }
        reader?.resume()
        room.wake()
    }

    /// The next value, for the task; nil, or the error, at the end.
    func next() async throws -> Element? {
        while true {
            if let element = taken.withLock({ $0.popLast() }) { return element }
            let (arrived, result) = state.withLock { state in
                defer { state.arrived = [] }
                return (state.arrived, state.result)
            }
            if !arrived.isEmpty {
                taken.withLock { $0 = arrived.reversed() }
                if canWait { room.wake() }
                continue
            }
            if let result {
                try result.get()
                return nil
            }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.arrived.isEmpty || state.result != nil { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }
}
