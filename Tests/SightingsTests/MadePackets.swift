import FoundationEssentials
import PacketCapture
import PacketWire

/// A network that says the same every time: these frames, one second apart, at once, and no reader holds it up.
struct MadePackets: PacketSource {
    let canWait = false
    let losses = CaptureLosses()
    let frames: [[UInt8]]
    let onEnd: @Sendable () -> Void
    /// Goes on until the task is cancelled, as a network does.
    let staysOpen: Bool

    init(_ messages: [DHCPMessage], staysOpen: Bool = false, onEnd: @escaping @Sendable () -> Void = {}) {
        frames = messages.map(\.broadcastFrame)
        self.staysOpen = staysOpen
        self.onEnd = onEnd
    }

    func run(_ body: @escaping @Sendable (borrowing CapturedFrame) -> Void) async throws(CaptureError) {
        for (index, bytes) in frames.enumerated() {
            // Single bytes have no padding, which is why `bytes` counts as unsafe.
            let span = unsafe bytes.span.bytes
            body(
                CapturedFrame(
                    number: index + 1, time: Date(timeIntervalSince1970: Double(index)), originalLength: bytes.count,
                    linkType: 1, interface: "eth0", bytes: span))
        }
        if staysOpen {
            // The sleep ends with the cancellation, which is what is waited for.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
        onEnd()
    }

    func stop() {}
}

/// Packets of another source, which tell when they end.
struct EndingPackets: PacketSource {
    let source: any PacketSource
    let onEnd: @Sendable () -> Void

    var canWait: Bool { source.canWait }
    var losses: CaptureLosses { source.losses }

    init(_ source: any PacketSource, onEnd: @escaping @Sendable () -> Void) {
        self.source = source
        self.onEnd = onEnd
    }

    func run(_ body: @escaping @Sendable (borrowing CapturedFrame) -> Void) async throws(CaptureError) {
        try await source.run(body)
        onEnd()
    }

    func stop() { source.stop() }
}
