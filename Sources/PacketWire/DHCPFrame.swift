public import NukiDomain

/// A DHCPv4 message and the packet it came in.
public struct DHCPFrame: Hashable, Sendable {
    /// The message.
    public let message: DHCPMessage
    /// Who sent the IP packet: the client, the server or a relay; 0.0.0.0 for a client without an address.
    public let source: IPv4Address
    /// Who sent the frame on this link, where the link tells it.
    public let linkSource: MACAddress?

    /// Reads one frame of a capture, as far as it is there; nil if it is no DHCPv4 message.
    ///
    /// The bytes are parsed where they lie: a frame that is nil allocates nothing, and of a message only the options
    /// are copied. The first fragment of a datagram is read as a message that is cut short and later ones are nil;
    /// ``DatagramReassembly`` puts them together.
    /// - Throws: a header that contradicts itself, or a frame that ends before the options begin.
    public init?(parsing bytes: RawSpan, link: LinkType) throws(WireError) {
        var reader = PacketReader(bytes)
        let linkHeader = try LinkHeader(parsing: &reader, link: link)
        guard linkHeader.carriesIPv4, let packet = try IPv4Header(parsing: &reader), packet.carriesUDP,
            packet.fragmentOffset == 0
        else { return nil }
        try self.init(datagram: &reader, of: packet, missing: packet.missing, linkSource: linkHeader.source)
    }

    /// Reads a UDP datagram.
    ///
    /// - Parameter missing: bytes of it that the frame does not hold.
    @_lifetime(reader: copy reader)
    init?(
        datagram reader: inout PacketReader, of packet: IPv4Header, missing: Int, linkSource: MACAddress?
    ) throws(WireError) {
        guard let datagram = try UDPHeader(parsing: &reader),
            let message = try DHCPMessage(parsing: &reader, missing: max(missing, datagram.missing))
        else { return nil }
        self.message = message
        source = packet.source
        self.linkSource = linkSource
    }

    /// The relay that passed the message on; the frame and the IP packet are then the relay's and not the client's.
    public var relay: IPv4Address? { message.relayAddress == .unspecified ? nil : message.relayAddress }

    /// The address the message speaks of; see ``DHCPMessage/address(sentFrom:loopbackCounts:)``.
    public func address(loopbackCounts: Bool = false) -> IPv4Address? {
        message.address(sentFrom: source, loopbackCounts: loopbackCounts)
    }
}
