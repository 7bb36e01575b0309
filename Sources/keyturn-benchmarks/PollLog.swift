import BridgeSimulator
import Synchronization

/// How often the bridges of a ``ServeCommand`` were polled.
final class PollLog: Sendable {
    private let polls = Mutex(0)

    /// Takes a request.
    func take(_ request: ServedRequest) {
        if request.path == "/list" { polls.withLock { $0 += 1 } }
    }

    /// How many polls came since this was asked last.
    func news() -> Int {
        polls.withLock { polls in
            defer { polls = 0 }
            return polls
        }
    }
}
