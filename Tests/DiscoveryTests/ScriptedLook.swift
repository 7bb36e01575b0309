import BridgeAPI
import Discovery
import HTTPFetch
import NukiDomain
import Synchronization
import TestKit

/// Looks at addresses as a test tells it to, and keeps when it looked where.
final class ScriptedLook: Sendable {
    enum Answer {
        case bridge, nothing
        /// Ends only by cancellation.
        case never
    }

    private struct State {
        var answers: [IPv4Address: [Answer]] = [:]
        var log: [String] = []
    }

    private let state = Mutex(State())
    private let clock: ManualClock

    /// Gives an address these answers in order, and the last of them from then on.
    init(_ answers: [IPv4Address: [Answer]], clock: ManualClock = ManualClock()) {
        self.clock = clock
        state.withLock { $0.answers = answers }
    }

    /// Second and address of each look.
    var log: [String] { state.withLock(\.log) }

    /// Waits until so many looks were begun.
    func looks(_ count: Int) async {
        while log.count < count {
            // Cut short by the end of the test.
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    func look(_ candidate: BridgeCandidate) async -> BridgeProbe.Finding {
        let time = clock.elapsed
        let answer = state.withLock { state -> Answer in
            state.log.append("\(time / .seconds(1)) \(candidate.address)")
            let rest = state.answers[candidate.address] ?? [.nothing]
            if rest.count > 1 { state.answers[candidate.address] = Array(rest.dropFirst()) }
            return rest[0]
        }
        switch answer {
        case .bridge: return .bridge
        case .nothing: return .nothing(.noAnswer(.refused))
        case .never:
            let (endless, continuation) = AsyncStream<Never>.makeStream()
            for await _ in endless {}
            continuation.finish()
            return .nothing(.noAnswer(.cancelled))
        }
    }
}
