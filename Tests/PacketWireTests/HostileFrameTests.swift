import NukiDomain
import PacketWire
import Testing

@Suite("Frames that nobody should send")
struct HostileFrameTests {
    /// Frames that reach every branch of the parser, with the link they are captured on.
    static let frames: [(bytes: [UInt8], LinkType)] = [
        (AnnotatedFrameTests.request, .ethernet),
        (DHCPMessage.fromClient(.discover, mac: MACAddress(rawValue: 5), transaction: 6).broadcastFrame, .ethernet),
        (
            SampleFrame(
                link: "08 00  00 00  00 00 00 02  00 01  01 06  54 d2 72 99 99 99 00 00", versionAndWords: "46",
                internetOptions: "94 04 00 00", sname: "0c 01 63 51 06 04 00 00 02 61 62", file: "0c 01 62 ff",
                options: "35 01 03  34 01 03  32 04 0a 00 00 07  51 08 04 00 00 01 61 02 62 63  ff"
            ).bytes(), .linuxCooked2
        ),
        (
            SampleFrame(
                link: "ff ff ff ff ff ff  54 d2 72 99 99 99  88 a8 00 01 81 00 00 02 08 00",
                head: "02 01 06 00", options: "35 01 05  36 02 0a 00  36 02 00 01"
            ).bytes(), .ethernet
        ),
        (SampleFrame(fragment: "20 00", options: "35 01 03  0c 03 61 62 63").bytes(), .ethernet),
        (DHCPv6Tests.relayedSolicit, .ethernet),
        (SampleFrame6(extensions: [(0, "00 00 01 04 00 00 00 00"), (44, "00 00 00 01 00 00 00 07")]).bytes, .rawIP),
    ]

    /// Asks everything of a frame, if it is one; what comes out must not be larger than what went in.
    private func ask(_ bytes: [UInt8], _ link: LinkType, _ reassembly: inout DatagramReassembly) {
        // Refused bytes are an expected answer: only a trap, or a result that grew, is a failure here.
        let single = try? read(bytes, link)
        // Single bytes have no padding, which is why `bytes` counts as unsafe.
        let joined = try? unsafe reassembly.packet(parsing: bytes.span.bytes, link: link)
        if let single { check(single, limit: bytes.count) }
        switch joined {
        case .v4(let frame): check(frame, limit: 4096)
        case .v6(let frame): check(frame, limit: bytes.count)
        case nil: break
        }
    }

    private func check(_ frame: DHCPFrame, limit: Int) {
        let options = frame.message.options
        let texts = [options.hostName?.text, options.fullName?.text, options.vendorClass].compactMap(\.self)
        let largest = ([options.codes.count] + options.codes.map { options.value(of: $0)?.count ?? 0 }).max() ?? 0
        #expect(largest <= limit)
        #expect(texts.allSatisfy { $0.unicodeScalars.count <= limit })
        #expect((frame.message.malformed?.offset ?? 0) <= limit)
        #expect(frame.address() != .unspecified)
        #expect(frame.message.bytes.count <= 300 + limit)
    }

    private func check(_ frame: DHCPv6Frame, limit: Int) {
        let message = frame.message
        #expect(message.options.codes.count <= limit / 4)
        #expect(message.options.addresses.count <= limit / 28)
        #expect(message.relays.count <= 8)
        #expect((message.options.clientIdentifier?.bytes.count ?? 0) <= limit)
        #expect((message.options.fullName?.text.unicodeScalars.count ?? 0) <= limit)
        #expect((message.malformed?.offset ?? 0) <= limit)
    }

    @Test("every prefix of a frame, on every link", arguments: frames.indices)
    func prefixes(index: Int) {
        let (bytes, link) = Self.frames[index]
        var reassembly = DatagramReassembly()
        for count in 0...bytes.count {
            let links: [LinkType] = [link, .linuxCooked, .rawIP, .rawIPv6, .addressFamily]
            for link in links { ask(Array(bytes.prefix(count)), link, &reassembly) }
        }
    }

    @Test("thousands of flipped bits and cuts", arguments: frames.indices)
    func flippedBits(index: Int) async {
        let (bytes, link) = Self.frames[index]
        var numbers = SeededNumbers(seed: UInt64(index))
        var reassembly = DatagramReassembly()
        for _ in 0..<4000 {
            var damaged = bytes
            for _ in 0...Int.random(in: 0..<6, using: &numbers) {
                let reach = Bool.random(using: &numbers) ? 64 : damaged.count
                damaged[Int.random(in: 0..<reach, using: &numbers)] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            }
            // Lengths sit among the options: half of the damage is a random byte there.
            let options = min(282, damaged.count / 2)
            damaged[Int.random(in: options..<damaged.count, using: &numbers)] = UInt8.random(
                in: 0...255, using: &numbers)
            if Int.random(in: 0..<4, using: &numbers) == 0 {
                damaged.removeLast(Int.random(in: 0..<damaged.count, using: &numbers))
            }
            ask(damaged, link, &reassembly)
            // All of them at once would have every thread for a second, in which others wait for answers.
            await Task.yield()
        }
    }

    @Test("noise")
    func noise() {
        var numbers = SeededNumbers(seed: 99)
        var reassembly = DatagramReassembly()
        for _ in 0..<2000 {
            let count = Int.random(in: 0..<400, using: &numbers)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            for link: LinkType in [.ethernet, .linuxCooked2, .rawIP, .addressFamily] { ask(bytes, link, &reassembly) }
        }
    }
}
