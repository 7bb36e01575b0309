/// What a live capture did not hear.
public struct CaptureLosses: Hashable, Sendable {
    /// Frames that passed the filter and that the kernel had no room for.
    public var frames = 0
    /// Interfaces that are not heard, by name, and why not.
    public var interfaces: [String: CaptureError] = [:]

    /// Nothing yet.
    public init() {}

    /// No frames yet, and these interfaces from the start.
    init(interfaces: [String: CaptureError]) {
        self.interfaces = interfaces
    }
}
