import FoundationEssentials
import PacketCapture
import Synchronization

/// A frame as it was handed over, for comparing.
struct CopiedFrame: Hashable, Sendable {
    let number: Int
    let time: Date
    let originalLength: Int
    let linkType: Int32
    let interface: String?
    let bytes: [UInt8]

    init(_ frame: borrowing CapturedFrame) {
        number = frame.number
        time = frame.time
        originalLength = frame.originalLength
        linkType = frame.linkType
        interface = frame.interface
        bytes = unsafe frame.bytes.withUnsafeBytes { unsafe Array($0) }
    }
}

extension PacketSource {
    /// Runs to the end; the frames that came, and the error if there was one.
    func collect() async -> (frames: [CopiedFrame], error: CaptureError?) {
        let frames = Mutex<[CopiedFrame]>([])
        do {
            try await run { frame in frames.withLock { $0.append(CopiedFrame(frame)) } }
            return (frames.withLock { $0 }, nil)
        } catch {
            return (frames.withLock { $0 }, error)
        }
    }
}
