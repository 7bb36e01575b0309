import NukiDomain
import PacketWire

/// A DHCP message in a frame, built byte by byte and without the writer under test: what a test does not name is
/// what a client's ordinary REQUEST has. Only lengths are counted, and checksums are left at zero.
struct SampleFrame {
    /// Ethernet to everybody from a relay or a client, and the type of IPv4.
    var link = "ff ff ff ff ff ff  54 d2 72 99 99 99  08 00"
    /// Version 4 and five words of header.
    var versionAndWords = "45"
    /// No fragment.
    var fragment = "00 00"
    /// UDP.
    var carried = "11"
    /// From nobody to everybody.
    var addresses = "00 00 00 00  ff ff ff ff"
    /// Words that follow the twenty bytes of the IP header.
    var internetOptions = ""
    /// 68 to 67.
    var ports = "00 44  00 43"
    /// A client, Ethernet, six bytes of address, no hop.
    var head = "01 01 06 00"
    /// ciaddr, yiaddr, siaddr, giaddr.
    var ciaddr = "00 00 00 00"
    var yiaddr = "00 00 00 00"
    var siaddr = "00 00 00 00"
    var giaddr = "00 00 00 00"
    /// The client's hardware address; the ten bytes that fill the field are added.
    var chaddr = "54 d2 72 0a 0b 0c"
    /// The fields that overload fills; zeros are added.
    var sname = ""
    var file = ""
    var cookie = "63 82 53 63"
    /// REQUEST, and its end.
    var options = "35 01 03  ff"
    /// Added to the honest lengths of IP and UDP.
    var internetLengthError = 0
    var datagramLengthError = 0
    /// After the IP packet: what Ethernet pads with.
    var trailer = ""

    /// The offset of the message in a frame without tags and IP options, and of its options.
    static let message = 42
    static let options = 282

    var datagram: [UInt8] {
        var message = hex(head) + hex("78 54 47 09") + hex("00 00  80 00")
        message += hex(ciaddr) + hex(yiaddr) + hex(siaddr) + hex(giaddr)
        message += filled(hex(chaddr), 16) + filled(hex(sname), 64) + filled(hex(file), 128)
        message += hex(cookie) + hex(options)
        return hex(ports) + twoBytes(8 + message.count + datagramLengthError) + [0, 0] + message
    }

    /// The frame around the datagram, or around a part of it.
    func bytes(carrying part: [UInt8]? = nil) -> [UInt8] {
        let payload = part ?? datagram
        var packet = hex(versionAndWords) + [0]
        packet += twoBytes(20 + hex(internetOptions).count + payload.count + internetLengthError)
        packet += hex("12 34") + hex(fragment) + [64] + hex(carried) + [0, 0] + hex(addresses) + hex(internetOptions)
        return hex(link) + packet + payload + hex(trailer)
    }

    /// The frame, read.
    func read(_ type: LinkType = .ethernet) throws(WireError) -> DHCPFrame? {
        try PacketWireTests.read(bytes(), type)
    }

    private func twoBytes(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }

    private func filled(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: count - bytes.count)
    }
}

/// The bytes of hex digits; what stands behind `//` on a line is for the reader.
func hex(_ text: String) -> [UInt8] {
    let digits = text.split(separator: "\n").map { $0.prefix { $0 != "/" } }.joined()
    guard let bytes = Hex.bytes(String(digits.filter { !$0.isWhitespace })) else {
        preconditionFailure("the test's own hex is wrong: \(text)")
    }
    return bytes
}

/// Reads a frame that lies in an array.
func read(_ bytes: [UInt8], _ link: LinkType = .ethernet) throws(WireError) -> DHCPFrame? {
    // Single bytes have no padding, which is why `bytes` counts as unsafe.
    try unsafe DHCPFrame(parsing: bytes.span.bytes, link: link)
}

/// The same numbers in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
