import FoundationEssentials

/// One point in time by both clocks of a bridge.
struct Moment: Sendable {
    /// Since the simulation began; only runs forward.
    let elapsed: Duration
    /// The bridge's own calendar time.
    let bridgeTime: Date

    /// A later point.
    func advanced(by duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        return Moment(
            elapsed: elapsed + duration,
            bridgeTime: bridgeTime.addingTimeInterval(Double(seconds) + Double(attoseconds) / 1e18))
    }
}
