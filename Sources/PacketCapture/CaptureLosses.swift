/// What a live capture did not hear.
public struct CaptureLosses: Hashable, Sendable {
    /// Frames that passed the filter and that the kernel had no room for.
    public var inKernel = 0
    /// Frames that were read, and of which what they say found no room in this program.
    public var here = 0
    /// Interfaces that are not heard, by name, and why not.
    public var interfaces: [String: CaptureError] = [:]

    /// Nothing yet.
    public init() {}

    /// All frames that were lost.
    public var frames: Int { inKernel + here }

    /// No frames yet, and these interfaces from the start.
    init(interfaces: [String: CaptureError]) {
        self.interfaces = interfaces
    }
}
