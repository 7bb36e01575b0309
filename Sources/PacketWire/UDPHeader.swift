/// The header of a UDP datagram (RFC 768). Its checksum is not looked at: frames that this host sends carry half a one.
struct UDPHeader {
    /// Bytes that the length counts and the frame does not hold.
    let missing: Int

    /// Where the two sides of a protocol listen.
    struct Ports {
        let client: UInt16
        let server: UInt16

        /// DHCP for IPv4 and BOOTP (RFC 951 section 3).
        static let dhcp = Ports(client: 68, server: 67)
        /// DHCP for IPv6, whose relays listen where servers do (RFC 8415 section 7.2).
        static let dhcp6 = Ports(client: 546, server: 547)

        fileprivate func contains(_ port: UInt16) -> Bool { port == client || port == server }
    }

    /// Reads the header and leaves the reader at the payload, ending where the payload ends; nil if neither port is
    /// one of these, as in the capture filter.
    @_lifetime(reader: copy reader)
    @inline(__always)
    init?(parsing reader: inout PacketReader, ports: Ports) throws(WireError) {
        let start = reader.offset
        try reader.require(8)
        guard ports.contains(reader.uint16(at: start)) || ports.contains(reader.uint16(at: start + 2)) else {
            return nil
        }
        let length = Int(reader.uint16(at: start + 4))
        guard length >= 8 else { throw WireError(.datagramLength(length), at: start + 4) }
        try reader.skip(8)
        missing = reader.limit(to: length - 8)
    }
}
