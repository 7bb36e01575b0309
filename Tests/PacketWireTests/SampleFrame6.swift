import PacketWire

/// A DHCPv6 message in an IPv6 packet, built byte by byte: what a test does not name is what a client's ordinary SOLICIT
/// has. Only lengths are counted, and checksums are left at zero.
struct SampleFrame6 {
    /// What stands before the IPv6 header; nothing on a raw link.
    var link = ""
    /// Extension headers: the number of each, and its bytes, of which the first is filled in.
    var extensions: [(number: UInt8, bytes: String)] = []
    /// UDP.
    var carried: UInt8 = 0x11
    /// 546 to 547.
    var ports = "02 22  02 23"
    /// SOLICIT, and its 24 bits of transaction.
    var head = "01  78 54 47"
    /// The client's identifier: DUID-LLT of a bridge.
    var options = "00 01 00 0e  00 01 00 01 2a aa bb cc 54 d2 72 0a 0b 0c"
    /// Added to the honest length of the datagram, and of the packet.
    var datagramLengthError = 0
    var internetLengthError = 0

    static let ethernet = "33 33 00 01 00 02  54 d2 72 99 99 99  86 dd"
    /// The offset of the message in a frame on a raw link without extension headers, and of its options.
    static let message = 48
    static let options = 52

    var bytes: [UInt8] {
        let message = hex(head) + hex(options)
        var payload: [UInt8] = []
        for (index, header) in extensions.enumerated() {
            let next = index + 1 < extensions.count ? extensions[index + 1].number : carried
            payload += [next] + hex(header.bytes).dropFirst()
        }
        payload += hex(ports) + twoBytes(8 + message.count + datagramLengthError) + [0, 0] + message
        let next = extensions.first?.number ?? carried
        let addresses = hex("fe80 0000 0000 0000 56d2 72ff fe0a 0b0c  ff02 0000 0000 0000 0000 0000 0001 0002")
        return hex(link) + hex("60 00 00 00") + twoBytes(payload.count + internetLengthError) + [next, 1] + addresses
            + payload
    }

    /// The frame, read.
    func read(_ type: LinkType = .rawIP) throws(WireError) -> DHCPv6Frame? {
        try read6(bytes, type)
    }

    private func twoBytes(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }
}

/// Reads a DHCPv6 frame that lies in an array.
func read6(_ bytes: [UInt8], _ link: LinkType = .ethernet) throws(WireError) -> DHCPv6Frame? {
    // Single bytes have no padding, which is why `bytes` counts as unsafe.
    guard case .v6(let frame) = try unsafe DHCPPacket(parsing: bytes.span.bytes, link: link) else { return nil }
    return frame
}
