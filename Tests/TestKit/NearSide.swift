import CTestKit
import Glibc
import Linux
import Synchronization
import TerminalUI

/// The near side of a pseudo-terminal: one thread reads what the program writes and keeps the screen.
final class NearSide: Sendable {
    private struct Watch {
        let isSatisfied: @Sendable (ScreenModel) -> Bool
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<ScreenModel, ScreenTimeout>, Never>
    }

    private struct State {
        var screen: ScreenModel
        var watches: [Watch] = []
        var isOver = false
        var ends: [CheckedContinuation<Void, Never>] = []
    }

    private let descriptor: Descriptor
    private let wake: WakeEvent
    private let state: Mutex<State>
    private let isStopped = Atomic(false)

    init(_ descriptor: consuming Descriptor, size: TerminalSize) throws {
        self.descriptor = descriptor
        wake = try WakeEvent()
        state = Mutex(State(screen: ScreenModel(size)))
        try resize(to: size)
    }

    var screen: ScreenModel { state.withLock { $0.screen } }

    func settings() throws(SystemError) -> TerminalSettings {
        try TerminalSettings(of: descriptor.number)
    }

    func write(_ text: String) throws(SystemError) {
        try descriptor.write(Array(text.utf8))
    }

    func resize(to size: TerminalSize) throws(SystemError) {
        // Under the lock, so that no answer to the new size is drawn on the old screen.
        let result = state.withLock { state in
            state.screen.resize(to: size)
            return testkit_terminal_set_size(descriptor.number, UInt16(size.columns), UInt16(size.rows))
        }
        guard result == 0 else { throw .last("TIOCSWINSZ") }
    }

    /// Once the program has the far side open: before, reading would fail as after its end.
    func startReading() throws(SystemError) {
        try WorkerThread.start(named: "near side") { [self] in read() }
    }

    func stopReading() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        wake.wake()
    }

    func screen(
        within limit: Duration, _ isSatisfied: @escaping @Sendable (ScreenModel) -> Bool
    ) async throws -> ScreenModel {
        let result = await withCheckedContinuation { continuation in
            let known: Result<ScreenModel, ScreenTimeout>? = state.withLock { state in
                if isSatisfied(state.screen) { return .success(state.screen) }
                if state.isOver { return .failure(ScreenTimeout(screen: state.screen, isOver: true)) }
                state.watches.append(
                    Watch(isSatisfied: isSatisfied, deadline: .now + limit, continuation: continuation))
                return nil
            }
            if let known { continuation.resume(returning: known) } else { wake.wake() }
        }
        return try result.get()
    }

    /// Waits until everything that was written has been read.
    func end() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.ends.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    private func read() {
        defer { finish() }
        while !isStopped.load(ordering: .sequentiallyConsistent) {
            let deadline = state.withLock { $0.watches.map(\.deadline).min() }
            let timeout = deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
            guard let ready = try? Poller.readable([descriptor.number, wake.number], timeout: timeout) else {
                return  // The near side is broken: as after the program's end.
            }
            wake.reset()
            if ready.contains(descriptor.number) {
                // EIO says that nobody has the far side open any more.
                guard let bytes = try? descriptor.read(), !bytes.isEmpty else { return }
                state.withLock { $0.screen.feed(bytes) }
            }
            answerWatches()
        }
    }

    private func answerWatches() {
        let now = ContinuousClock.now
        let (screen, satisfied, late) = state.withLock { state in
            let satisfied = state.watches.filter { $0.isSatisfied(state.screen) }
            state.watches.removeAll { $0.isSatisfied(state.screen) }
            let late = state.watches.filter { $0.deadline <= now }
            state.watches.removeAll { $0.deadline <= now }
            return (state.screen, satisfied, late)
        }
        for watch in satisfied { watch.continuation.resume(returning: .success(screen)) }
        for watch in late {
            watch.continuation.resume(returning: .failure(ScreenTimeout(screen: screen, isOver: false)))
        }
    }

    private func finish() {
        let (screen, watches, ends) = state.withLock { state in
            defer { (state.watches, state.ends) = ([], []) }
            state.isOver = true
            return (state.screen, state.watches, state.ends)
        }
        for watch in watches {
            watch.continuation.resume(returning: .failure(ScreenTimeout(screen: screen, isOver: true)))
        }
        for end in ends { end.resume() }
    }
}
