import Guidance
import Linux
import NukiDomain
import Synchronization

/// Lines on their way out, written by a thread of their own: whoever reads them slowly, or not at all, holds up nobody.
final class LineQueue: Sendable {
    private struct State {
        var waiting: [String] = []
        var lost = 0
        var isOver = false
    }

    /// Lines that wait at most; then the oldest make room.
    private static let capacity = 1024
    /// How long the last lines are waited for.
    private static let patience = Duration.seconds(1)

    private let wakeUp: WakeEvent
    private let state = Mutex(State())
    private let allWritten: AsyncStream<Never>

    /// - Parameter write: takes a line without its end, and may block.
    init(_ write: @escaping @Sendable (String) -> Void) throws(SystemError) {
        wakeUp = try WakeEvent()
        let (allWritten, end) = AsyncStream<Never>.makeStream()
        self.allWritten = allWritten
        try WorkerThread.start(named: "keyturn-lines") { [self] in
            while let (lines, lost) = next() {
                if lost > 0 { Output.warn(.unread(lines: lost)) }
                for line in lines { write(line) }
            }
            end.finish()
        }
    }

    /// Takes a line, and does not wait.
    func put(_ line: String) {
        state.withLock { state in
            if state.waiting.count == Self.capacity {
                state.waiting.removeFirst()
                state.lost += 1
            }
            state.waiting.append(line)
        }
        wakeUp.wake()
    }

    /// Takes no more, and waits a moment for what is there to be written.
    func end() async {
        state.withLock { $0.isOver = true }
        wakeUp.wake()
        _ = await TimeLimit.value(within: Self.patience, ContinuousClock()) { [allWritten] in
            for await _ in allWritten {}
        }
    }

    /// What waits, once something does; nil at the end.
    private func next() -> (lines: [String], lost: Int)? {
        while true {
            let step: (lines: [String], lost: Int)?? = state.withLock { state in
                guard state.waiting.isEmpty else {
                    defer { (state.waiting, state.lost) = ([], 0) }
                    return (state.waiting, state.lost)
                }
                return state.isOver ? .some(nil) : nil
            }
            if let step { return step }
            // A wait that fails is begun again.
            _ = try? Poller.readable([wakeUp.number])
            wakeUp.reset()
        }
    }
}

extension Diagnosis {
    /// Lines that nobody took.
    fileprivate static func unread(lines: Int) -> Diagnosis {
        Diagnosis(
            nil, "\(lines) \(lines == 1 ? "line was" : "lines were") not printed",
            why: "Whoever reads the output was too slow, and the newest lines count.", exit: .done)
    }
}
