/// How a capture that stays on keeps up with interfaces that come and go.
///
/// It looks again whenever the kernel says that one changed, and in any case after a while. Opening one needs
/// CAP_NET_RAW (``CapturePrivilege/keepOnlyCapture()``).
public struct InterfaceFollowing: Sendable {
    /// The longest time between two looks, for what the kernel does not tell, such as memory that is free again.
    public let pause: Duration
    /// Takes each change as it is noticed, on the capture's thread, those of the start with it.
    public let report: @Sendable (InterfaceChange) -> Void

    /// Puts the parts together.
    public init(pause: Duration = .seconds(30), report: @escaping @Sendable (InterfaceChange) -> Void) {
        self.pause = pause
        self.report = report
    }
}

/// An interface that is heard from now on, or no longer.
public enum InterfaceChange: Hashable, Sendable {
    /// It is heard: from the start, or because it came or came back.
    case heard(String)
    /// It is not heard until further word, for this reason.
    case silent(String, CaptureError)
}
