/// How long ago it was started, by a clock that it was given.
struct Stopwatch: Sendable {
    private let read: @Sendable () -> Duration

    /// Starts.
    init(_ clock: any Clock<Duration>) {
        read = Self.reading(clock)
    }

    /// The time since the start.
    var elapsed: Duration { read() }

    /// Instants differ from clock to clock; only inside here is it known which.
    private static func reading<Time: Clock<Duration>>(_ clock: Time) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
