import NukiDomain
import PacketWire
import Testing

@Suite("Fragments of one datagram")
struct DatagramReassemblyTests {
    private var reassembly = DatagramReassembly()
    private let sample = SampleFrame(options: "35 01 03  32 04 0a 00 00 07  0c 03 61 62 63  ff")

    /// A fragment of the sample: bytes from an offset that is a multiple of 8.
    private func fragment(_ range: Range<Int>, more: Bool, from host: String = "00") -> [UInt8] {
        var frame = sample
        let word = range.lowerBound / 8 | (more ? 0x2000 : 0)
        frame.fragment = [word >> 8, word & 255].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        frame.addresses = "0a 00 00 \(host)  ff ff ff ff"
        return frame.bytes(carrying: Array(sample.datagram[range]))
    }

    private var end: Int { sample.datagram.count }

    private mutating func take(_ bytes: [UInt8]) throws(WireError) -> DHCPFrame? {
        // Single bytes have no padding, which is why `bytes` counts as unsafe.
        guard case .v4(let frame) = try unsafe reassembly.packet(parsing: bytes.span.bytes, link: .ethernet) else {
            return nil
        }
        return frame
    }

    @Test("give the whole message when the last one comes")
    mutating func inOrder() throws {
        let first = try take(fragment(0..<256, more: true))
        #expect(first?.message.malformed?.fault == .datagramCut(missing: end - 256))
        let whole = try #require(try take(fragment(256..<end, more: false)))
        #expect(whole.message.options.hostName?.text == "abc")
        #expect(whole.message.malformed == nil)
        #expect(whole.address() == IPv4Address(10, 0, 0, 7))
    }

    @Test("give the whole message in any order, and however often one is repeated")
    mutating func swapped() throws {
        #expect(try take(fragment(256..<end, more: false)) == nil)
        #expect(try take(fragment(128..<256, more: true)) == nil)
        #expect(try take(fragment(128..<256, more: true)) == nil)
        #expect(try take(fragment(0..<128, more: true))?.message.options.hostName?.text == "abc")
    }

    @Test("of different senders are never mixed")
    mutating func senders() throws {
        #expect(try take(fragment(256..<end, more: false, from: "05")) == nil)
        let other = try take(fragment(0..<256, more: true, from: "06"))
        #expect(other?.message.options.hostName == nil)
    }

    @Test("cannot overwrite each other")
    mutating func overlapping() throws {
        _ = try take(fragment(0..<256, more: true))
        var forged = sample
        forged.fragment = "00 1f"
        forged.addresses = "0a 00 00 00  ff ff ff ff"
        #expect(try take(forged.bytes(carrying: [UInt8](repeating: 0x41, count: end - 248))) == nil)
        #expect(try take(fragment(256..<end, more: false))?.message.options.hostName?.text == "abc")
    }

    @Test("of many senders push out the oldest, so that nobody fills the memory")
    mutating func bounded() throws {
        for host in 10..<18 { #expect(try take(fragment(256..<end, more: false, from: String(host))) == nil) }
        #expect(try take(fragment(256..<end, more: false, from: "20")) == nil)
        #expect(try take(fragment(0..<256, more: true, from: "10"))?.message.options.hostName == nil)
        #expect(try take(fragment(0..<256, more: true, from: "17"))?.message.options.hostName?.text == "abc")
    }

    @Test("of a message that nobody wants are let go, whole")
    mutating func unwanted() throws {
        _ = try take(fragment(0..<256, more: true))
        var asked: [Bool] = []
        let last = fragment(256..<end, more: false)
        let packet = try unsafe reassembly.packet(parsing: last.span.bytes, link: .ethernet) { message in
            asked.append(message.hasName)
            return false
        }
        #expect(packet == nil)
        #expect(asked == [true])
    }

    @Test("are not needed for a message in one piece")
    mutating func whole() throws {
        #expect(try take(sample.bytes())?.message.options.hostName?.text == "abc")
    }
}
