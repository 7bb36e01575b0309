import Linux

/// Lets one new address a second be looked at, whatever is claimed of how many.
actor LookPace {
    private static let gap = Duration.seconds(1)

    private let clock: any BootClock
    private var next = Duration.zero
    /// How many wait that go before the others.
    private var urgent = 0

    init(clock: any BootClock) {
        self.clock = clock
    }

    /// Waits until it is the caller's turn; whoever is cancelled meanwhile costs the others nothing.
    ///
    /// - Parameter isUrgent: goes before all that is not.
    func turn(isUrgent: Bool) async throws {
        if isUrgent { urgent += 1 }
        defer { if isUrgent { urgent -= 1 } }
        while true {
            let wait = next - clock.sinceBoot
            if wait <= .zero, isUrgent || urgent == 0 { break }
            try await clock.sleep(for: max(wait, .milliseconds(50)))
        }
        try Task.checkCancellation()
        next = clock.sinceBoot + Self.gap
    }
}
