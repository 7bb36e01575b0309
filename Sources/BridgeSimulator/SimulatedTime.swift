public import FoundationEssentials

/// The clocks of a simulation: one that machines run by and one that people read.
public struct SimulatedTime: Sendable {
    /// How many times faster than real ones the motors and the button window are; calendar time is never scaled.
    let speed: Double
    /// The seconds that somebody may ask for: whatever is longer never ends.
    static let durations = 0.0...1_000_000
    private let elapsedTime: @Sendable () -> Duration
    private let sleepUntil: @Sendable (Duration) async throws -> Void
    private let calendar: @Sendable () -> Date

    /// Begins to count at once.
    ///
    /// - Parameter clock: what is slept on; tests give one that they move by hand.
    /// - Parameter speed: above 0.
    /// - Parameter calendar: the right time of day, which bridges show as it is or moved by their offset.
    public init(
        clock: some Clock<Duration> = ContinuousClock(), speed: Double = 1,
        calendar: @escaping @Sendable () -> Date = { Date() }
    ) {
        let start = clock.now
        self.speed = speed
        self.calendar = calendar
        elapsedTime = { start.duration(to: clock.now) }
        sleepUntil = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }

    /// Now, for a bridge whose clock is ahead by so many seconds.
    func moment(bridgeOffset: Int) -> Moment {
        Moment(elapsed: elapsedTime(), bridgeTime: calendar().addingTimeInterval(TimeInterval(bridgeOffset)))
    }

    /// What a real bridge's duration comes to here.
    func scaled(_ duration: Duration) -> Duration { duration / speed }

    /// Waits for a moment to come; a cancelled wait is a short one.
    func wait(until deadline: Moment) async {
        // Whoever waits is ended together with its connection: there is nobody left to tell of the cancellation.
        try? await sleepUntil(deadline.elapsed)
    }
}
