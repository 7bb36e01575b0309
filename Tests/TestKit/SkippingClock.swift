import Synchronization

/// A clock that stands still until somebody sleeps, and then has slept at once.
public final class SkippingClock: Clock {
    /// Time since the clock was made.
    public struct Instant: InstantProtocol {
        /// Time since the clock was made.
        public let elapsed: Duration

        /// Moves on.
        public func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
        /// The time between the two.
        public func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
        /// Earlier or later.
        public static func < (a: Instant, b: Instant) -> Bool { a.elapsed < b.elapsed }
    }

    private let time = Mutex(Duration.zero)
    private let onSleep: @Sendable (Duration) -> Void

    /// - Parameter onSleep: called with the time that a sleep has reached.
    public init(onSleep: @escaping @Sendable (Duration) -> Void = { _ in }) {
        self.onSleep = onSleep
    }

    /// The time that all sleeps so far add up to.
    public var now: Instant { Instant(elapsed: time.withLock { $0 }) }
    /// As exact as a duration.
    public var minimumResolution: Duration { .zero }

    /// Moves the clock on and returns.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline.elapsed) }
        onSleep(deadline.elapsed)
    }
}
