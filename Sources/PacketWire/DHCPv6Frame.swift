public import NukiDomain

/// A DHCPv6 message and the frame it came in.
public struct DHCPv6Frame: Hashable, Sendable {
    /// The message.
    public let message: DHCPv6Message
    /// Who sent the frame on this link, where the link tells it.
    public let linkSource: MACAddress?

    /// The client's hardware address: as the message tells it, else the sender of the frame if that is the client.
    public var mac: MACAddress? {
        if let mac = message.mac { return mac }
        return message.relays.isEmpty && message.type.isFromClient ? linkSource : nil
    }
}
