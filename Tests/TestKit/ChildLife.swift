import Glibc
import Linux
import Synchronization

/// A child's end: one thread waits for it, so that a signal never reaches a process id that was given away again.
final class ChildLife: Sendable {
    private struct State {
        var status: ExitStatus?
        var waiting: [CheckedContinuation<ExitStatus, Never>] = []
    }

    private let id: pid_t
    private let state = Mutex(State())

    init(_ id: pid_t) throws(SystemError) {
        self.id = id
        try WorkerThread.start(named: "wait \(id)") { [self] in reap() }
    }

    func send(_ signal: Int32) {
        state.withLock { state in
            guard state.status == nil else { return }
            // A child that has ended and is not yet reaped takes the signal without effect.
            _ = kill(id, signal)
        }
    }

    func exit() async -> ExitStatus {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    private func reap() {
        var information = unsafe siginfo_t()
        // Waits without reaping: until the lock is held, the id stays the child's.
        while unsafe waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (status, waiting) = state.withLock { state in
            var word: Int32 = 0
            _ = unsafe waitpid(id, &word, 0)
            let status = word & 0x7F == 0 ? ExitStatus.code(word >> 8 & 0xFF) : .signal(word & 0x7F)
            state.status = status
            let waiting = state.waiting
            state.waiting = []
            return (status, waiting)
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }
}
