public import FoundationEssentials

/// How often a bridge may be looked for with signed requests: once in ten minutes, and half as often after each time
/// that proved nothing, down to once a day.
public struct ProbeLimit: Hashable, Sendable {
    private static let shortest = 600.0
    private static let longest = 86_400.0
    /// From here on the pause is the longest: 2 to the 8th times ten minutes are more than a day.
    private static let mostFailures = 9

    /// When the last probe began; nil before the first.
    public private(set) var last: Date?
    /// How many probes in a row proved nothing.
    public private(set) var failures: Int

    /// Goes on from what is remembered.
    public init(last: Date? = nil, failures: Int = 0) {
        self.last = last
        self.failures = min(max(0, failures), Self.mostFailures)
    }

    /// How long no probe may begin; nil when one may.
    ///
    /// A last one that lies ahead is from before the clock was set back: then the whole time counts from now.
    public func wait(at now: Date) -> Duration? {
        guard let last else { return nil }
        let pause = min(Self.shortest * Double(1 << max(failures - 1, 0)), Self.longest)
        let rest = pause - max(now.timeIntervalSince(last), 0)
        return rest > 0 ? .seconds(rest) : nil
    }

    /// Notes that a probe begins; it counts as one that proved nothing until ``succeed()``.
    public mutating func begin(at now: Date) {
        last = now
        failures = min(failures + 1, Self.mostFailures)
    }

    /// Notes that it proved the bridge.
    public mutating func succeed() { failures = 0 }
}
