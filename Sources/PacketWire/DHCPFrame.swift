public import NukiDomain

/// A DHCPv4 message and the packet it came in.
public struct DHCPFrame: Hashable, Sendable {
    /// The message.
    public let message: DHCPMessage
    /// Who sent the IP packet: the client, the server or a relay; 0.0.0.0 for a client without an address.
    public let source: IPv4Address
    /// Who sent the frame on this link, where the link tells it.
    public let linkSource: MACAddress?

    /// Reads one frame of a capture, as ``DHCPPacket`` does; nil if it is no DHCPv4 message.
    public init?(parsing bytes: RawSpan, link: LinkType) throws(WireError) {
        guard case .v4(let frame) = try DHCPPacket(parsing: bytes, link: link) else { return nil }
        self = frame
    }

    /// Puts the two together.
    init(message: DHCPMessage, source: IPv4Address, linkSource: MACAddress?) {
        self.message = message
        self.source = source
        self.linkSource = linkSource
    }

    /// The relay that passed the message on; the frame and the IP packet are then the relay's and not the client's.
    public var relay: IPv4Address? { message.relayAddress == .unspecified ? nil : message.relayAddress }

    /// The address the message speaks of; see ``DHCPMessage/address(sentFrom:loopbackCounts:)``.
    public func address(loopbackCounts: Bool = false) -> IPv4Address? {
        message.address(sentFrom: source, loopbackCounts: loopbackCounts)
    }
}
