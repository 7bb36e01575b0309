public import NukiDomain

/// A DHCPv4 message where it lies in a frame: looked over once and not copied, so that whoever waits for a certain
/// device can pass over all others at once.
public struct DHCPOutline: ~Escapable {
    // As little as the questions need: it is passed on once for every frame.
    private let message: PacketReader
    private let hostName: OptionWalk.Extent
    private let fullName: OptionWalk.Extent

    /// Whether the payload of a UDP datagram is DHCP; throws if it ends before the options begin.
    @inline(__always)
    static func isDHCP(_ message: borrowing PacketReader) throws(WireError) -> Bool {
        try message.require(DHCPMessage.fixedLength + 4)
        return message.uint32(at: message.offset + DHCPMessage.fixedLength) == DHCPMessage.cookie
    }

    /// Takes the payload of a UDP datagram, which must be DHCP, and its options.
    @_lifetime(copy message)
    @inline(__always)
    init(_ message: PacketReader, _ walk: borrowing OptionWalk) {
        self.message = message
        hostName = walk.hostName
        fullName = walk.fullName
    }

    /// `chaddr`, if it is an address of six bytes on Ethernet.
    public var hardwareAddress: MACAddress? { message.clientHardwareAddress }

    /// Whether it has a host name, in option 12 or 81.
    public var hasName: Bool { hostName.length > 0 || fullName.length > 0 }

    /// Whether a host name may contain four ASCII letters, given in lower case and written in any; a name in pieces may.
    public func nameMayContain(_ letters: UInt32) -> Bool {
        contains(letters, hostName) || contains(letters, fullName)
    }

    private func contains(_ letters: UInt32, _ name: OptionWalk.Extent) -> Bool {
        let start = name.offset + 2
        return name.pieces > 1 || message.contains(letters, in: start..<start + name.length)
    }
}

extension PacketReader {
    /// `chaddr` of the DHCP message that is read next, if it is an address of six bytes on Ethernet.
    var clientHardwareAddress: MACAddress? {
        guard uint16(at: offset + 1) == DHCPMessage.ethernetSixBytes else { return nil }
        return hardwareAddress(at: offset + 28)
    }
}
