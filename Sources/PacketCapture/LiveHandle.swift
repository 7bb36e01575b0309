/// One interface of a live capture.
final class LiveHandle {
    let interface: String
    let descriptor: Int32
    let longestWait: Duration?
    private var handle: PcapHandle
    private var drops = 0

    init(_ handle: consuming PcapHandle) {
        interface = handle.source
        descriptor = handle.descriptor
        longestWait = handle.longestWait
        self.handle = handle
    }

    /// Whether the interface is still the one that was opened.
    var isThere: Bool { handle.isThere }

    /// Hands over what waits; a flood ends a round too, so that the other interfaces and the stop have their turn.
    func deliver(counting number: inout Int, to body: (borrowing CapturedFrame) -> Void) throws(CaptureError) {
        _ = try handle.deliver(upTo: 1024, counting: &number, to: body)
    }

    /// Frames dropped since the last call.
    func newDrops() -> Int {
        let before = drops
        drops = handle.dropped
        return drops - before
    }
}
