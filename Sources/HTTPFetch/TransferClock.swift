import Linux
import Synchronization

/// A clock whose waits the transfer thread ends: a task that runs there and waits by it needs no other thread.
struct TransferClock: BootClock {
    let inbox: TransferInbox

    var now: ContinuousClock.Instant { .now }
    /// What a wait for transfers can be told.
    var minimumResolution: Duration { .milliseconds(1) }
    var sinceBoot: Duration { ContinuousClock().sinceBoot }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        let nap = TransferNap(until: deadline)
        await withTaskCancellationHandler {
            await withCheckedContinuation { sleeper in
                nap.begin(sleeper)
                inbox.start(nap)
            }
        } onCancel: {
            inbox.cancel(nap)
        }
        try Task.checkCancellation()
        // The thread ended before it was time.
        if deadline > .now { try await ContinuousClock().sleep(until: deadline) }
    }
}

/// A wait on its way to the transfer thread.
final class TransferNap: Sendable {
    /// When it is over.
    let due: ContinuousClock.Instant
    private let state = Mutex(State())

    private struct State {
        var isOver = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    init(until due: ContinuousClock.Instant) {
        self.due = due
    }

    var isOver: Bool { state.withLock(\.isOver) }

    func begin(_ sleeper: CheckedContinuation<Void, Never>) {
        let isOver = state.withLock { state in
            if !state.isOver { state.sleeper = sleeper }
            return state.isOver
        }
        if isOver { sleeper.resume() }
    }

    /// Wakes whoever sleeps, or lets nobody fall asleep.
    func end() {
        let sleeper = state.withLock { state in
            state.isOver = true
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
