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

    /// They are a file's: its reader is in no hurry.
    let isAtRest: Bool

    init(_ messages: [DHCPMessage], staysOpen: Bool = false, onEnd: @escaping @Sendable () -> Void = {}) {
        self.init(frames: messages.map(\.broadcastFrame), staysOpen: staysOpen, onEnd: onEnd)
    }

    init(
        frames: [[UInt8]], isAtRest: Bool = false, staysOpen: Bool = false, onEnd: @escaping @Sendable () -> Void = {}
    ) {
        self.frames = frames
        self.isAtRest = isAtRest
        self.staysOpen = staysOpen
        self.onEnd = onEnd
    }

    /// A DHCPv6 message of a client in an Ethernet frame, its checksum left at zero.
    static func frame6(_ message: [UInt8]) -> [UInt8] {
        let ethernet: [UInt8] = [0x33, 0x33, 0, 1, 0, 2, 2, 0, 0, 0, 0, 7, 0x86, 0xDD]
        let internet: [UInt8] = [0x60, 0, 0, 0, 0, UInt8(8 + message.count), 17, 1] + [UInt8](repeating: 0, count: 32)
        return ethernet + internet + [0x02, 0x22, 0x02, 0x23, 0, UInt8(8 + message.count), 0, 0] + message
    }

    func run<State: Sendable>(
        with state: State, _ body: @escaping @Sendable (inout State, borrowing CapturedFrame) -> Void
    ) async throws(CaptureError) {
        var state = state
        for (index, bytes) in frames.enumerated() {
            // Single bytes have no padding, which is why `bytes` counts as unsafe.
            let span = unsafe bytes.span.bytes
            body(
                &state,
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

    func run<State: Sendable>(
        with state: State, _ body: @escaping @Sendable (inout State, borrowing CapturedFrame) -> Void
    ) async throws(CaptureError) {
        try await source.run(with: state, body)
        onEnd()
    }

    func stop() { source.stop() }
}
