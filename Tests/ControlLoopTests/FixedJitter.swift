/// Draws the same number every time: the least that a range allows, or the most.
struct FixedJitter: RandomNumberGenerator, Sendable {
    // Zero would be drawn again and again: it is one of the numbers that a fair choice leaves out.
    static let least = FixedJitter(number: 1)
    static let most = FixedJitter(number: .max)

    let number: UInt64

    func next() -> UInt64 { number }
}
