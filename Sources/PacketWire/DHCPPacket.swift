/// A DHCP message of either version and the packet it came in.
///
/// It is one word, with what it holds elsewhere: most frames are none, and that costs nothing to say.
public indirect enum DHCPPacket: Hashable, Sendable {
    /// DHCP for IPv4, or BOOTP.
    case v4(DHCPFrame)
    /// DHCP for IPv6.
    case v6(DHCPv6Frame)

    /// Reads one frame of a capture, as far as it is there; nil if it is no DHCP.
    ///
    /// The first fragment of a datagram is read as a message that is cut short and later ones are nil;
    /// ``DatagramReassembly`` puts them together.
    /// - Throws: a header that contradicts itself, or a frame that ends before the options begin.
    public init?(parsing bytes: RawSpan, link: LinkType) throws(WireError) {
        var reassembly = DatagramReassembly()
        guard let packet = try reassembly.packet(parsing: bytes, link: link) else { return nil }
        self = packet
    }

    /// The number of the message's type, which means something else in each version; nil for BOOTP.
    public var type: UInt8? {
        switch self {
        case .v4(let frame): frame.message.type?.rawValue
        case .v6(let frame): frame.message.type.rawValue
        }
    }
}
