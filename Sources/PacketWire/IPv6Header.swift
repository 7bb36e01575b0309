import NukiDomain

/// The header of an IPv6 packet with its extension headers (RFC 8200 sections 3 and 4).
struct IPv6Header {
    /// It carries UDP, and this frame has the datagram's beginning.
    let carriesUDP: Bool
    /// Bytes that the payload length counts and the frame does not hold.
    let missing: Int

    /// Extension headers that are passed over; more is nothing that a host sends.
    private static let longestChain = 8

    /// Reads the headers and leaves the reader at what they carry, ending where the packet ends.
    ///
    /// Fragments are not put together: the first is a datagram that is cut short, and later ones carry no UDP.
    @_lifetime(reader: copy reader)
    init(parsing reader: inout PacketReader) throws(WireError) {
        try reader.skip(4)
        let payloadLength = Int(try reader.uint16())
        var next = try reader.byte()
        try reader.skip(1 + 32)
        missing = reader.limit(to: payloadLength)
        var isLaterFragment = false
        for _ in 0..<Self.longestChain {
            let start = reader.offset
            switch next {
            case 0, 43, 60:  // hop-by-hop options, routing, destination options: their length in eights, less one
                next = try reader.byte()
                let length = Int(try reader.byte())
                try reader.skip(6 + length * 8)
            case 44:  // fragment
                next = try reader.byte()
                try reader.skip(1)
                isLaterFragment = try reader.uint16() & 0xFFF8 != 0
                try reader.skip(4)
            case 51:  // authentication: its length in fours, less two
                next = try reader.byte()
                let length = Int(try reader.byte())
                try reader.skip(6 + length * 4)
            default:
                break
            }
            if reader.offset == start || isLaterFragment { break }
        }
        carriesUDP = next == IPv4Header.udp && !isLaterFragment
    }
}
