import NukiDomain
import FoundationEssentials

/// The time and the random number that a signed request carries: a ticket that is good once, for 60 s.
struct RequestStamp: Hashable, Sendable {
    /// The time by the bridge's clock, `2026-08-22T09:31:22Z`.
    let time: String
    /// 0 to 65535, in decimal without padding.
    let number: UInt16

    /// Makes a stamp for a time and a number.
    init(_ date: Date, number: UInt16) {
        time = WireTime.text(date)
        self.number = number
    }

    /// Reads what `text` spells; nil for any other spelling of a time and a number.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let stamp = RequestStamp(time: String(parts[0]), number: parts[1]) else { return nil }
        self = stamp
    }

    /// Reads the two parts as they stand in a query; nil unless both are spelled as they are sent: twenty characters with
    /// a `Z`, and a number without padding.
    init?(time: String, number text: some StringProtocol) {
        guard time.utf8.count == 20, time.hasSuffix("Z"), WireTime.date(time) != nil,
            let number = UInt16(text), String(number) == text
        else { return nil }
        self.time = time
        self.number = number
    }

    /// `time,number`: what a box holds and what a hash begins with.
    var text: String { "\(time),\(number)" }
}

/// Where stamps come from: this machine's clock, moved to the bridge's time.
struct StampSource: Sendable {
    /// Seconds by which the bridge's clock is ahead of this machine's; negative when it is slow.
    let bridgeOffset: Int
    let now: @Sendable () -> Date

    /// A stamp of this moment; of two within one second, the random number tells them apart.
    func next() -> RequestStamp {
        let number = SecretBox.random(2)
        return RequestStamp(
            now().addingTimeInterval(Double(bridgeOffset)), number: UInt16(number[0]) << 8 | UInt16(number[1]))
    }
}
