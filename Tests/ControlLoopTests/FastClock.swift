import Linux

/// A clock that runs so many times faster than the real one, for what talks to a simulated bridge over real HTTP.
struct FastClock: BootClock {
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    let speed: Int
    private let start = ContinuousClock.now

    init(speed: Int) {
        self.speed = speed
    }

    var now: Instant { Instant(offset: start.duration(to: .now) * speed) }
    var sinceBoot: Duration { now.offset }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await Task.sleep(until: start.advanced(by: deadline.offset / speed), clock: .continuous)
    }
}
