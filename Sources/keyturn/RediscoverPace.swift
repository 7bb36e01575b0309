import Linux

/// Lets one new address a second be looked at, whatever is claimed of how many.
actor RediscoverPace {
    private static let gap = Duration.seconds(1)

    private let clock: any BootClock
    private var next = Duration.zero

    init(clock: any BootClock = ContinuousClock()) {
        self.clock = clock
    }

    /// Waits until it is the caller's turn; whoever is cancelled meanwhile costs the others nothing.
    func turn() async throws {
        while true {
            let wait = next - clock.sinceBoot
            guard wait > .zero else { break }
            try await clock.sleep(for: wait)
        }
        try Task.checkCancellation()
        next = clock.sinceBoot + Self.gap
    }
}
