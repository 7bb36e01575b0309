/// Where frames come from: the network, or a file.
public protocol PacketSource: Sendable {
    /// Whether the source stands still while a frame is being read, as a file does and the network does not.
    ///
    /// A reader of such a source may keep it waiting; a reader of any other must drop what it has no room for.
    var canWait: Bool { get }

    /// Whether all frames are there already, so that nobody waits for the next one and they may be read in batches.
    var isAtRest: Bool { get }

    /// What was not heard so far; nothing is lost from a file.
    var losses: CaptureLosses { get }

    /// Hands every frame to `body`, in order, on a thread of the source's own; returns when there are no more.
    ///
    /// That is at the end of a file, after ``stop()``, or when the calling task is cancelled; `body` never runs after
    /// it returned. A source runs once: run again, it ends at once.
    ///
    /// - Parameter state: what `body` remembers from frame to frame. The thread holds it alone, and no lock is needed.
    func run<State: Sendable>(
        with state: State, _ body: @escaping @Sendable (inout State, borrowing CapturedFrame) -> Void
    ) async throws(CaptureError)

    /// Ends ``run(_:)`` soon, from any thread; before it, `run` ends as soon as it begins.
    func stop()
}

extension PacketSource {
    /// Frames come as somebody sends them.
    public var isAtRest: Bool { false }

    /// Hands every frame to a `body` that remembers nothing.
    public func run(_ body: @escaping @Sendable (borrowing CapturedFrame) -> Void) async throws(CaptureError) {
        try await run(with: ()) { _, frame in body(frame) }
    }
}
