/// Which refusals are told one by one and which are only counted: a flood of commands shall not fill the log.
struct RefusalTally: Sendable {
    /// So many are told by themselves in one ``window``.
    private static let toldSingly = 8
    /// From the first refusal to the sum of those that were only counted.
    private static let window = Duration.seconds(60)

    private var begun: Duration?
    private var count = 0

    /// Takes one; true if it is to be told by itself.
    ///
    /// - Parameter now: since boot.
    mutating func take(at now: Duration) -> Bool {
        count(1, at: now)
        return count <= Self.toldSingly
    }

    /// Takes some that nobody can say more of.
    mutating func count(_ more: Int, at now: Duration) {
        guard more > 0 else { return }
        begun = begun ?? now
        count += more
    }

    /// How many were only counted, once the window is over; nil before, and for none.
    mutating func sum(at now: Duration) -> Int? {
        guard let begun, now - begun >= Self.window else { return nil }
        defer { self = RefusalTally() }
        return count > Self.toldSingly ? count - Self.toldSingly : nil
    }
}
