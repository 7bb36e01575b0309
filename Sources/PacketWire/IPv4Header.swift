import NukiDomain

/// The header of an IPv4 packet (RFC 791 section 3.1). Its checksum is not looked at.
struct IPv4Header {
    /// Who sent it.
    let source: IPv4Address
    /// To whom.
    let destination: IPv4Address
    /// What fragments of one datagram have in common.
    let identification: UInt16
    /// Where this fragment's bytes belong in the datagram, in bytes.
    let fragmentOffset: Int
    /// Further fragments come after this one's bytes.
    let moreFragments: Bool
    /// It carries UDP.
    let carriesUDP: Bool
    /// Bytes that the total length counts and the frame does not hold.
    let missing: Int

    /// A piece of a datagram and not the whole.
    var isFragment: Bool { moreFragments || fragmentOffset > 0 }

    /// Reads the header with its options and leaves the reader at what it carries, ending where the packet ends:
    /// what Ethernet pads with is not read.
    @_lifetime(reader: copy reader)
    @inline(__always)
    init(parsing reader: inout PacketReader) throws(WireError) {
        let start = reader.offset
        try reader.require(1)
        let headerLength = Int(reader[start] & 15) * 4
        guard headerLength >= 20 else { throw WireError(.internetLength(headerLength), at: start) }
        try reader.require(headerLength)
        let totalLength = Int(reader.uint16(at: start + 2))
        guard totalLength >= headerLength else { throw WireError(.internetLength(totalLength), at: start + 2) }
        identification = reader.uint16(at: start + 4)
        let fragment = reader.uint16(at: start + 6)
        moreFragments = fragment & 0x2000 != 0
        fragmentOffset = Int(fragment & 0x1FFF) * 8
        carriesUDP = reader[start + 9] == Self.udp
        source = reader.address(at: start + 12)
        destination = reader.address(at: start + 16)
        try reader.skip(headerLength)
        missing = reader.limit(to: totalLength - headerLength)
    }

    /// The protocol number of UDP.
    static let udp: UInt8 = 17
}
