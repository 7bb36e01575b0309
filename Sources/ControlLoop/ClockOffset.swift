/// Seconds by which a bridge's clock is ahead of this machine's, as far as stamps are moved by them.
///
/// `/info` is not signed: whoever answers it could ask for stamps of the future, to be used later. So by itself an
/// answer moves stamps at most 120 s ahead of our own clock, or of the offset in the entry, which a person saw; and at
/// most 5 minutes at a time. More waits for a person.
struct ClockOffset: Hashable, Sendable {
    private static let furthestAhead = 120
    private static let longestJump = 300

    /// What stamps are moved by; negative for a bridge whose clock is slow.
    private(set) var seconds: Int
    private let limit: Int

    /// - Parameter configured: the entry's offset.
    init(configured: Int) {
        seconds = configured
        limit = max(configured, 0) + Self.furthestAhead
    }

    /// Takes a measurement; false if stamps stay as they were.
    mutating func take(_ measured: Int) -> Bool {
        guard measured <= limit, (-Self.longestJump...Self.longestJump).contains(measured - seconds) else {
            return false
        }
        seconds = measured
        return true
    }
}
