public import BridgeAPI
public import FoundationEssentials

/// What an `/info` with the token in clear said after everything signed was refused: the token is right.
public struct PlainAnswer: Hashable, Sendable {
    /// The bridge's clock and this machine's at that moment; nil when the bridge does not tell the time, or when signing
    /// in by its time was refused as well.
    public var clocks: ClockComparison?
    /// The bridge's firmware.
    public let firmware: String?

    /// Puts the parts together.
    public init(clocks: ClockComparison?, firmware: String?) {
        self.clocks = clocks
        self.firmware = firmware
    }

    /// Seconds by which the bridge's clock is ahead; nil while the clocks do not explain why stamps are refused.
    public var clockError: Int? { ClockReading.error(clocks?.seconds) }
}

/// Two clocks, read at the same moment.
public struct ClockComparison: Hashable, Sendable {
    /// From so many seconds on, a bridge that is ahead is taken to be right: it has its time from the internet.
    public static let ourFault = 3600

    /// What a bridge says; unsigned.
    public let bridge: Date
    /// What this machine says.
    public let here: Date

    /// Puts the two together.
    public init(bridge: Date, here: Date) {
        self.bridge = bridge
        self.here = here
    }

    /// Seconds by which the bridge's clock is ahead; negative when it is slow. A bridge tells the last whole second.
    public var seconds: Int { Int(bridge.timeIntervalSince(here).rounded(.up)) }
}

extension BridgeInfo {
    /// The bridge's clock beside this machine's; nil when it does not tell the time.
    ///
    /// - Parameter here: when the answer was there, by this machine's clock.
    public func clocks(here: Date) -> ClockComparison? {
        currentTime.map { ClockComparison(bridge: $0, here: here) }
    }
}
