import Linux
import Synchronization

/// The waits of a whole loop, with one task and one timer for all of them: of its own, each bridge's would take more
/// memory than its devices, and wake more threads than its polls.
///
/// The lock is there because whoever sleeps is woken by the timer, by others and by being cancelled.
final class AlarmClock: Sendable {
    private struct State {
        var lastTicket = 0
        var sleepers: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Who is woken when, the earliest last.
        var alarms: [(due: Duration, ticket: Int)] = []
        /// Sleeps until the earliest of them.
        var timer: Task<Void, Never>?
        var timerDue = Duration.zero
    }

    private let clock: any BootClock
    private let executor: (any TaskExecutor)?
    private let state = Mutex(State())

    /// Nobody sleeps yet.
    ///
    /// - Parameters:
    ///   - clock: what all waits go by.
    ///   - executor: where the one task runs.
    init(_ clock: any BootClock, on executor: (any TaskExecutor)? = nil) {
        self.clock = clock
        self.executor = executor
    }

    /// How many sleep.
    var count: Int { state.withLock { $0.sleepers.count } }

    /// The name of a sleep to come.
    func ticket() -> Int {
        state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
    }

    /// Sleeps so long, or with nil without end; until ``wake(_:)`` or until the task is cancelled, if that is sooner.
    func sleep(_ ticket: Int, for time: Duration?) async {
        let due = time.map { clock.sinceBoot + $0 }
        await withTaskCancellationHandler {
            await withCheckedContinuation { sleeper in
                if !enter(sleeper, ticket, due) { sleeper.resume() }
            }
        } onCancel: {
            wake(ticket)
        }
    }

    /// Ends a sleep that has begun.
    func wake(_ ticket: Int) {
        let sleeper = state.withLock { state in
            let sleeper = state.sleepers.removeValue(forKey: ticket)
            if sleeper != nil { state.alarms.removeAll { $0.ticket == ticket } }
            if state.alarms.isEmpty {
                state.timer?.cancel()
                state.timer = nil
            }
            return sleeper
        }
        sleeper?.resume()
    }

    /// False for a task that is cancelled: cancelling takes the lock too, and comes either before this or after it.
    private func enter(_ sleeper: CheckedContinuation<Void, Never>, _ ticket: Int, _ due: Duration?) -> Bool {
        state.withLock { state in
            guard !Task.isCancelled else { return false }
            state.sleepers[ticket] = sleeper
            guard let due else { return true }
            let place = state.alarms.lastIndex { $0.due > due }.map { $0 + 1 } ?? 0
            state.alarms.insert((due, ticket), at: place)
            guard state.timer == nil || due < state.timerDue else { return true }
            state.timer?.cancel()
            state.timerDue = due
            state.timer = Task(executorPreference: executor) { await self.keepTime() }
            return true
        }
    }

    private func keepTime() async {
        while let due = next() {
            // Cancelled: another one keeps the time, or nobody sleeps.
            guard (try? await clock.sleep(for: max(due - clock.sinceBoot, .zero))) != nil else { return }
            ring()
        }
    }

    private func next() -> Duration? {
        state.withLock { state in
            guard !Task.isCancelled else { return nil }
            guard let next = state.alarms.last else {
                state.timer = nil
                return nil
            }
            state.timerDue = next.due
            return next.due
        }
    }

    private func ring() {
        let now = clock.sinceBoot
        let woken = state.withLock { state in
            var woken: [CheckedContinuation<Void, Never>] = []
            while let alarm = state.alarms.last, alarm.due <= now {
                state.alarms.removeLast()
                if let sleeper = state.sleepers.removeValue(forKey: alarm.ticket) { woken.append(sleeper) }
            }
            return woken
        }
        for sleeper in woken { sleeper.resume() }
    }
}
