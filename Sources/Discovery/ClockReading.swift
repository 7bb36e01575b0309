/// How far stamps are moved once a bridge has accepted one.
///
/// `/info` is not signed: whoever answers it could claim a later time and keep the stamps that it gets for then. So a
/// claim is followed freely into the past, and into the future only as far as an accepted stamp bears it out, and only
/// where a person agreed to stamps that are ahead of this machine's clock at all.
struct ClockReading: Hashable {
    /// Seconds by which an accepted stamp may differ from a bridge's clock (Bridge API 1.13.2, "Encrypted token").
    static let window = 60

    /// Seconds that explain why a stamp is refused; nil where the clocks are as near as they must be, or nothing is known.
    static func error(_ seconds: Int?) -> Int? {
        seconds.flatMap { abs($0) > window ? $0 : nil }
    }

    /// Seconds by which the bridge says that its clock is ahead; nil when it does not say.
    let measured: Int?
    /// What stamps are moved by from now on.
    private(set) var stampOffset: Int

    /// - Parameter accepted: what the accepted stamp was moved by; above 0 only with a person's consent.
    init(measured: Int?, accepted: Int) {
        self.measured = measured
        guard let measured, measured <= accepted + Self.window, measured <= 0 || accepted > 0 else {
            stampOffset = accepted
            return
        }
        stampOffset = measured
    }

    /// Stamps stay as the one that was accepted.
    mutating func disbelieve(accepted: Int) {
        stampOffset = accepted
    }
}
