/// What a live capture did not hear.
public struct CaptureLosses: Hashable, Sendable {
    /// Frames that passed the filter and that the kernel had no room for.
    public var frames = 0
    /// Interfaces that went away.
    public var interfaces: [String] = []

    /// Nothing yet.
    public init() {}
}
