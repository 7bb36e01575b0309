import BridgeSimulator
import NukiDomain
import Synchronization

/// When the bridges of a ``ServeCommand`` were polled.
final class PollLog: Sendable {
    private struct Polls {
        var count = 0
        var longestGap = Duration.zero
        var last: [Int: ContinuousClock.Instant] = [:]
    }

    private let polls = Mutex(Polls())

    /// Takes a request that the bridge of this number was sent.
    func take(_ request: ServedRequest, of bridge: Int) {
        guard request.path == "/list" else { return }
        let now = ContinuousClock.now
        polls.withLock { polls in
            polls.count += 1
            if let last = polls.last.updateValue(now, forKey: bridge) {
                polls.longestGap = max(polls.longestGap, now - last)
            }
        }
    }

    /// How many polls came since this was asked last, and the longest time in microseconds between two of one bridge:
    /// `1000 29876543`.
    func news() -> String {
        polls.withLock { polls in
            defer { (polls.count, polls.longestGap) = (0, .zero) }
            return "\(polls.count) \(Int(polls.longestGap / .microseconds(1)))"
        }
    }
}
