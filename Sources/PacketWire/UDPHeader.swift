/// The header of a UDP datagram (RFC 768). Its checksum is not looked at: frames that this host sends carry half a one.
struct UDPHeader {
    /// Bytes that the length counts and the frame does not hold.
    let missing: Int

    /// Where a DHCP server listens.
    static let serverPort: UInt16 = 67
    /// Where a DHCP client listens.
    static let clientPort: UInt16 = 68

    /// Reads the header and leaves the reader at the payload, ending where the payload ends; nil if neither port is
    /// DHCP's, as in the capture filter `udp and (port 67 or 68)`.
    @_lifetime(reader: copy reader)
    init?(parsing reader: inout PacketReader) throws(WireError) {
        let sourcePort = try reader.uint16()
        let destinationPort = try reader.uint16()
        guard Self.isDHCP(sourcePort) || Self.isDHCP(destinationPort) else { return nil }
        let length = Int(try reader.uint16())
        guard length >= 8 else { throw WireError(.datagramLength(length), at: reader.offset - 2) }
        try reader.skip(2)
        missing = reader.limit(to: length - 8)
    }

    private static func isDHCP(_ port: UInt16) -> Bool { port == serverPort || port == clientPort }
}
