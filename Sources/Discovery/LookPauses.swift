/// How long to wait between looks at an address that does not answer: 1, 2, 4 … 60 s.
public struct LookPauses: Sendable {
    private var seconds = 1

    /// Begins with one second.
    public init() {}

    /// The next pause.
    public mutating func next() -> Duration {
        defer { seconds = min(seconds * 2, 60) }
        return .seconds(seconds)
    }
}
