public import BridgeAPI
public import Linux
public import NukiDomain

/// The way to one bridge, which takes one request at a time: one lock file a bridge for all processes of this machine.
///
/// A bridge wants a pause between two requests as well. The end of the last one, as time since boot, stays in the lock
/// file for whoever comes next.
public struct BridgeLane: Sendable {
    /// Longer than the longest request, a lock action of 60 s.
    static let patience = Duration.seconds(90)

    private let lockFile: String
    private let gap: Duration
    private let clock: any BootClock

    /// - Parameters:
    ///   - folder: where the lock files of all bridges are, such as `/run/keyturn/bridges`; it has to exist.
    ///   - gap: from the end of one request to the start of the next.
    public init(
        to bridge: BridgeID, folder: String, gap: Duration = .seconds(1), clock: any BootClock = ContinuousClock()
    ) {
        lockFile = "\(folder)/\(bridge)"
        self.gap = gap
        self.clock = clock
    }

    /// Makes one request when the bridge is free for it; others of this machine wait until it is over.
    public func pass<Answer>(
        _ request: () async throws(BridgeError) -> Answer
    ) async throws(LaneError) -> Answer {
        try await turn().spend(on: request)
    }

    /// Waits until the bridge is free; others of this machine wait until the turn is spent.
    ///
    /// Whoever has it decides only then what to ask: what came up meanwhile may be more urgent.
    ///
    /// - Parameter patience: how long to wait while another process has the bridge.
    func turn(within patience: Duration = Self.patience) async throws(LaneError) -> Turn {
        let lock = try await enter(patience)
        try await rest(after: lock.lastWord)
        return Turn(lock: lock, clock: clock)
    }

    /// The right to make one request now.
    struct Turn: ~Copyable {
        fileprivate let lock: FileLock
        fileprivate let clock: any BootClock

        /// Makes the request.
        consuming func spend<Answer>(
            on request: () async throws(BridgeError) -> Answer
        ) async throws(LaneError) -> Answer {
            let answer: Result<Answer, BridgeError>
            do {
                answer = .success(try await request())
            } catch {
                answer = .failure(error)
            }
            // Without a word the next one waits a whole gap from the moment that it enters, which is safe.
            try? lock.leave(String(clock.sinceBoot.nanoseconds))
            do {
                return try answer.get()
            } catch {
                throw .bridge(error)
            }
        }

        /// Lets the next one go at once: nothing was asked.
        consuming func waive() {
            guard let word = lock.lastWord else { return }
            // As above.
            try? lock.leave(word)
        }
    }

    private func enter(_ patience: Duration) async throws(LaneError) -> FileLock {
        do {
            return try await FileLock.acquire(lockFile, within: patience, clock: clock)
        } catch .busy(let holder) {
            throw .taken(by: holder)
        } catch .failed(let error) {
            throw .lockFile(error)
        } catch {
            throw .cancelled
        }
    }

    private func rest(after lastWord: String?) async throws(LaneError) {
        guard let lastWord else { return }
        var pause = gap
        if let end = Int64(lastWord) {
            // An end that lies ahead is from before this machine was started again.
            pause = min(gap, gap - (clock.sinceBoot - .nanoseconds(end)))
        }
        guard pause > .zero else { return }
        do {
            try await clock.sleep(for: pause)
        } catch {
            throw .cancelled
        }
    }
}

/// Why a request was not made, or brought nothing.
public enum LaneError: Error, Hashable, Sendable {
    /// Another process of this machine, of this number where known, had the bridge for too long.
    case taken(by: Int32?)
    /// The lock file could not be opened or locked.
    case lockFile(SystemError)
    /// The request was made and failed.
    case bridge(BridgeError)
    /// The task was cancelled while it waited.
    case cancelled
}

extension Duration {
    /// Rounded down.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
