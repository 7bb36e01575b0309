public import FoundationEssentials
public import PacketWire

/// A DHCP message, of either version, and where and when it was heard.
public struct HeardMessage: Hashable, Sendable {
    /// The frame's number in the capture, from 1; frames that are no DHCP count too.
    public let number: Int
    /// The frame's time.
    public let time: Date
    /// The interface it was heard on; nil from a file.
    public let interface: String?
    /// What it says.
    public let packet: DHCPPacket

    /// Puts the parts together.
    public init(number: Int, time: Date, interface: String?, packet: DHCPPacket) {
        self.number = number
        self.time = time
        self.interface = interface
        self.packet = packet
    }
}
