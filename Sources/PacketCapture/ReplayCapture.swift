import Glibc
import Linux

/// A capture file (pcap or pcapng), read as if its frames came now, one after the other.
///
/// No filter hides any frame, so that numbers are those that Wireshark shows. The file is opened at once, with the
/// rights of that moment; its format is looked at when it runs: a file of no known format, of a link type that is not
/// carried throws there, and so does one that ends in the middle of a frame, after the frames before the cut.
public final class ReplayCapture: PacketSource {
    /// A file waits.
    public let canWait = true
    /// A file is, and a pipe is not.
    public let isAtRest: Bool
    /// A file loses nothing.
    public let losses = CaptureLosses()
    private let file: String
    private let descriptor: Descriptor
    private let isCarried: @Sendable (Int32) -> Bool
    private let end: CaptureEnd

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: the file, or `-` for standard input, which may be a pipe that is still being written.
    ///   - isCarried: whether the caller reads frames of a link type, given as libpcap's `DLT_` number.
    public init(reading path: String, carrying isCarried: @escaping @Sendable (Int32) -> Bool) throws(CaptureError) {
        file = path
        self.isCarried = isCarried
        do throws(SystemError) {
            descriptor = try path == "-" ? .standardInput() : Descriptor(opening: path, O_RDONLY)
            end = try CaptureEnd()
            // In a pipe there is no place to go to.
            isAtRest = lseek(descriptor.number, 0, SEEK_CUR) >= 0
        } catch {
            throw .notOpened(file: path, error)
        }
    }

    /// Ends the reading, also where it waits for a pipe.
    public func stop() { end.order() }

    /// Hands over every frame of the file.
    public func run<State: Sendable>(
        with state: State, _ body: @escaping @Sendable (inout State, borrowing CapturedFrame) -> Void
    ) async throws(CaptureError) {
        try await end.awaitThread(named: "replay") { [self] () throws(CaptureError) in
            var state = state
            try read { if !end.isOrdered { body(&state, $0) } }
        }
    }

    private func read(_ body: (borrowing CapturedFrame) -> Void) throws(CaptureError) {
        do throws(CaptureError) {
            let stream: WakeableStream
            do throws(SystemError) {
                stream = try WakeableStream(descriptor, wokenBy: end.event)
            } catch {
                throw .notOpened(file: file, error)
            }
            var handle = try PcapHandle.reading(stream, file: file, carrying: isCarried)
            try deliver(&handle, to: body)
        } catch {
            // Stopped in the middle of a frame, the file looks cut.
            if !end.isOrdered { throw error }
        }
    }
}

extension ReplayCapture {
    private func deliver(
        _ handle: inout PcapHandle, to body: (borrowing CapturedFrame) -> Void
    ) throws(CaptureError) {
        var number = 0
        do throws(CaptureError) {
            while !end.isOrdered, try handle.deliver(upTo: 1024, counting: &number, to: body) {}
        } catch .unreadable(let file, let reason) where number > 0 {
            throw .endsEarly(file: file, afterFrames: number, reason: reason)
        }
    }
}

extension Descriptor {
    /// A second number for standard input, which itself stays open.
    fileprivate static func standardInput() throws(SystemError) -> Descriptor {
        let number = dup(STDIN_FILENO)
        guard number >= 0 else { throw .last("standard input") }
        return Descriptor(owning: number)
    }
}
