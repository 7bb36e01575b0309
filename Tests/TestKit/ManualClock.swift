import Synchronization

/// A clock that stands still until a test moves it: no test waits for time to pass.
public final class ManualClock: Clock, Sendable {
    /// Time since the clock was made.
    public struct Instant: InstantProtocol {
        let offset: Duration

        /// Adds a duration.
        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        /// What lies between two instants.
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        /// By time.
        public static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var lastSleeper = 0
        var sleepers: [Int: (deadline: Instant, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// Begins at zero.
    public init() {}

    /// Where the test left it.
    public var now: Instant { state.withLock(\.now) }
    /// Whatever a test asks for.
    public var minimumResolution: Duration { .zero }
    /// Time since the clock was made.
    public var elapsed: Duration { now.offset }

    /// Sleeps until the test has moved the clock so far.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in fallAsleep(id, deadline, continuation) }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id)?.continuation }?.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock and wakes whoever was to be woken by then.
    public func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Waits until at least so many tasks sleep on this clock.
    public func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isEnough = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isEnough { continuation.resume() }
        }
    }

    /// Waits until a task sleeps that is to be woken in just so long.
    public func sleeper(for duration: Duration) async {
        while !state.withLock({ state in
            state.sleepers.values.contains { $0.deadline == state.now.advanced(by: duration) }
        }) {
            // Cut short by the end of the test.
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    private func fallAsleep(_ id: Int, _ deadline: Instant, _ continuation: CheckedContinuation<Void, any Error>) {
        enum Outcome {
            case asleep([CheckedContinuation<Void, Never>])
            case due, cancelled
        }
        let outcome: Outcome = state.withLock { state in
            // Cancelling takes the lock too: it comes either before this look or after the sleeper is entered.
            if Task.isCancelled { return .cancelled }
            if deadline <= state.now { return .due }
            state.sleepers[id] = (deadline, continuation)
            let content = state.watchers.filter { $0.count <= state.sleepers.count }
            state.watchers.removeAll { $0.count <= state.sleepers.count }
            return .asleep(content.map(\.continuation))
        }
        switch outcome {
        case .asleep(let content): for watcher in content { watcher.resume() }
        case .due: continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        }
    }
}
