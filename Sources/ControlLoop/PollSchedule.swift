/// When a bridge is polled next, and how things stand with it: fed with outcomes, it asks no clock.
///
/// The pause before a poll may be up to a tenth shorter and never longer, so that many bridges do not stay in step; a
/// retry of a busy bridge may come up to a fifth late and never early.
struct PollSchedule: Sendable {
    /// The pauses before a busy bridge is asked again, before it is left alone until the next poll.
    private static let busyPauses: [Duration] = [.seconds(1), .seconds(3), .seconds(10)]
    /// Failures in a row that make a bridge unreachable.
    private static let failuresToGiveUp = 3
    /// Where doubling ends.
    private static let longestPause = Duration.seconds(600)

    /// How things stand.
    private(set) var state = BridgeState.connecting
    /// From one poll to the next while all is well.
    var interval: Duration
    private var failures = 0
    private var busyRetries = 0
    private var doublings = 0

    /// - Parameter interval: from one poll to the next while all is well.
    init(interval: Duration) {
        self.interval = interval
    }

    /// Takes what came of a poll and says how long to wait before the next.
    mutating func pause(after outcome: PollOutcome, jitter: inout some RandomNumberGenerator) -> Duration {
        if case .failed = outcome { failures += 1 } else { failures = 0 }
        if outcome != .busy { busyRetries = 0 }
        switch outcome {
        case .answered: state = .online
        case .busy: return pauseOfBusy(&jitter)
        case .refused: state = .refused
        case .replaced(let other): state = .replaced(by: other)
        case .failed: state = failures < Self.failuresToGiveUp ? .degraded : .unreachable
        }
        doublings = state.isLost ? doublings + 1 : 0
        return pauseUntilNextPoll(&jitter)
    }

    /// The bridge is asked elsewhere, or signed in to otherwise, from now on: what went wrong before does not count.
    mutating func moved() {
        self = PollSchedule(interval: interval)
        state = .moving
    }

    private mutating func pauseOfBusy(_ jitter: inout some RandomNumberGenerator) -> Duration {
        // Whoever says that he is busy is there.
        if state == .unreachable { state = .degraded }
        guard busyRetries < Self.busyPauses.count else {
            busyRetries = 0
            if state == .online { state = .degraded }
            return pauseUntilNextPoll(&jitter)
        }
        busyRetries += 1
        return Self.busyPauses[busyRetries - 1] * Double.random(in: 1...1.2, using: &jitter)
    }

    private func pauseUntilNextPoll(_ jitter: inout some RandomNumberGenerator) -> Duration {
        let doubled = interval * (1 << min(doublings, 10))
        return max(interval, min(doubled, Self.longestPause)) * Double.random(in: 0.9...1, using: &jitter)
    }
}

extension BridgeState {
    /// Nothing is to be expected of the next poll.
    fileprivate var isLost: Bool {
        switch self {
        case .unreachable, .refused, .replaced: true
        case .connecting, .online, .degraded, .moving: false
        }
    }
}
