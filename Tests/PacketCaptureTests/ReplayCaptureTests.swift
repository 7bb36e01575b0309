import FoundationEssentials
import Glibc
import Linux
import PacketCapture
import Synchronization
import TestKit
import Testing

@Suite("Reading a capture file", .timeLimit(.minutes(1)))
struct ReplayCaptureTests {
    private let folder: TemporaryFolder
    private let start = Date(timeIntervalSince1970: 1_750_000_000)

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Frames of 60 bytes and more, each with its own number in it, 1.5 ms apart.
    private func write(_ count: Int, linkType: Int32 = 1, to name: String = "frames.pcap") throws -> String {
        var writer = try CaptureWriter(creating: folder(name), linkType: linkType)
        for number in 0..<count {
            let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 60 + number % 100)
            writer.write(bytes, at: start + Double(number) * 0.0015)
        }
        try writer.finish()
        return folder(name)
    }

    private func replay(_ path: String, carrying linkTypes: Set<Int32> = [1]) throws -> ReplayCapture {
        try ReplayCapture(reading: path) { linkTypes.contains($0) }
    }

    @Test("Frames come back as they were written, numbered from 1, with their times to the microsecond")
    func roundTrip() async throws {
        let path = folder("one.pcap")
        var writer = try CaptureWriter(creating: path)
        writer.write([1, 2, 3], at: start + 0.123456)
        writer.write([4], at: start + 61, originalLength: 1514)
        try writer.finish()

        let (frames, error) = try await replay(path).collect()

        #expect(error == nil)
        #expect(frames.map(\.number) == [1, 2])
        #expect(frames.map(\.bytes) == [[1, 2, 3], [4]])
        #expect(frames.map(\.originalLength) == [3, 1514])
        #expect(frames.allSatisfy { $0.linkType == 1 && $0.interface == nil })
        #expect(abs(frames[0].time.timeIntervalSince(start) - 0.123456) < 0.0000005)
        #expect(frames[1].time == start + 61)
    }

    @Test("Every frame of a long file is counted, more than one round of reading has")
    func manyFrames() async throws {
        let (frames, error) = try await replay(write(5000)).collect()
        #expect(error == nil)
        #expect(frames.map(\.number) == Array(1...5000))
        #expect(frames[4321].bytes.first == UInt8(truncatingIfNeeded: 4321))
    }

    @Test("A pcapng file is read too")
    func pcapng() async throws {
        let sectionHeader: [UInt8] = [
            0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0,  // type, length, order, version
            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 28, 0, 0, 0,  // section length unknown, length again
        ]
        let interface: [UInt8] = [1, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 0, 20, 0, 0, 0]  // Ethernet
        let packet: [UInt8] = [
            6, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0,  // type, length, interface
            0, 0, 0, 0, 0x40, 0x42, 0x0F, 0, 4, 0, 0, 0, 9, 0, 0, 0,  // 1,000,000 µs, 4 bytes of 9
            0xDE, 0xAD, 0xBE, 0xEF, 36, 0, 0, 0,
        ]
        try Descriptor(opening: folder("one.pcapng"), O_WRONLY | O_CREAT).write(sectionHeader + interface + packet)

        let (frames, error) = try await replay(folder("one.pcapng")).collect()

        #expect(error == nil)
        #expect(frames.map(\.bytes) == [[0xDE, 0xAD, 0xBE, 0xEF]])
        #expect(frames.first?.time == Date(timeIntervalSince1970: 1))
        #expect(frames.first?.originalLength == 9)
    }

    @Test("A cut file hands over the frames before the cut, then says in libpcap's words what is missing")
    func cutFile() async throws {
        let whole = try Descriptor(opening: write(3), O_RDONLY).read()
        try Descriptor(opening: folder("cut.pcap"), O_WRONLY | O_CREAT).write(Array(whole.dropLast(10)))

        let (frames, error) = try await replay(folder("cut.pcap")).collect()

        #expect(frames.map(\.number) == [1, 2])
        let reason = "truncated dump file; tried to read 62 captured bytes, only got 52"
        #expect(error == .endsEarly(file: folder("cut.pcap"), afterFrames: 2, reason: reason))
    }

    @Test(
        "A file without frames to read is refused with the reason",
        arguments: [
            ("", "truncated dump file; tried to read 4 file header bytes, only got 0"),
            ("These are no frames, though there is enough text for a file header.", "unknown file format"),
        ])
    func unreadable(content: String, reason: String) async throws {
        try folder.write(content, to: "strange")
        let (frames, error) = try await replay(folder("strange")).collect()
        #expect(frames.isEmpty)
        #expect(error == .unreadable(file: folder("strange"), reason: reason))
    }

    @Test("A file that is not there is refused when the capture is made")
    func missing() throws {
        #expect(throws: CaptureError.notOpened(file: folder("no"), SystemError("open", number: ENOENT))) {
            try replay(folder("no"))
        }
    }

    @Test("A link type that the caller does not carry is refused by its name, before any frame")
    func linkType() async throws {
        let path = try write(1, linkType: 105)
        let (frames, error) = try await replay(path).collect()
        #expect(frames.isEmpty)
        #expect(error == .linkType(105, name: "IEEE802_11", source: path))
    }

    @Test("A folder that does not exist takes no capture file")
    func unwritable() {
        #expect {
            var writer = try CaptureWriter(creating: folder("no/such/file.pcap"))
            writer.write([1], at: start)
        } throws: { error in
            guard case .unwritable(folder("no/such/file.pcap"), let reason)? = error as? CaptureError else {
                return false
            }
            return reason.contains("No such file or directory")
        }
    }

    @Test("Stopped in a frame, a capture hands over no other and ends without an error")
    func stop() async throws {
        let capture = try replay(write(100))
        let numbers = Mutex<[Int]>([])
        try await capture.run { frame in
            numbers.withLock { $0.append(frame.number) }
            if frame.number == 3 { capture.stop() }
        }
        #expect(numbers.withLock { $0 } == [1, 2, 3])
    }

    @Test("A capture runs once: the second run is over at once")
    func runsOnce() async throws {
        let capture = try replay(write(2))
        #expect(await capture.collect().frames.count == 2)
        let again = await capture.collect()
        #expect(again.frames.isEmpty)
        #expect(again.error == nil)
    }

    @Test("Cancelled while it waits for a pipe to go on, a capture ends without an error")
    func cancelOnPipe() async throws {
        let fifo = folder("pipe")
        #expect(unsafe mkfifo(fifo, 0o600) == 0)
        // Open for both, so that neither side waits for the other.
        let writer = try Descriptor(opening: fifo, O_RDWR)
        let capture = try replay(fifo)
        try writer.write(Descriptor(opening: write(1), O_RDONLY).read())
        let (arrivals, arrival) = AsyncStream.makeStream(of: Int.self)

        let reading = Task { try await capture.run { arrival.yield($0.number) } }
        for await number in arrivals {
            #expect(number == 1)
            break
        }
        reading.cancel()

        try await reading.value
    }
}
