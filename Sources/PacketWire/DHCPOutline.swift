public import NukiDomain

/// A DHCPv4 message where it lies in a frame: looked over once and not copied, so that whoever waits for a certain
/// device can pass over all others at once.
public struct DHCPOutline: ~Escapable {
    /// The message, from its first byte to its last.
    let message: PacketReader
    /// Its options.
    let walk: OptionWalk
    /// Bytes of the datagram that the frame does not hold.
    let missing: Int

    /// Whether the payload of a UDP datagram is DHCP; throws if it ends before the options begin.
    @inline(__always)
    static func isDHCP(_ message: borrowing PacketReader) throws(WireError) -> Bool {
        try message.require(DHCPMessage.fixedLength + 4)
        return message.uint32(at: message.offset + DHCPMessage.fixedLength) == DHCPMessage.cookie
    }

    /// Looks over the payload of a UDP datagram, which must be DHCP.
    @_lifetime(copy message)
    @inline(__always)
    init(_ message: PacketReader, missing: Int) {
        self.message = message
        self.missing = missing
        walk = OptionWalk(message)
    }

    /// Who sends it, a client or a server.
    var operation: DHCPOperation { DHCPOperation(rawValue: message[message.offset]) }

    /// `chaddr`, if it is an address of six bytes on Ethernet.
    public var hardwareAddress: MACAddress? {
        let start = message.offset
        guard message.uint16(at: start + 1) == DHCPMessage.ethernetSixBytes else { return nil }
        return message.hardwareAddress(at: start + 28)
    }

    /// Whether it has a host name, in option 12 or 81.
    public var hasName: Bool { walk.hostName.length > 0 || walk.fullName.length > 0 }

    /// Whether a host name may contain four ASCII letters, given in lower case and written in any; a name in pieces may.
    public func nameMayContain(_ letters: UInt32) -> Bool {
        contains(letters, walk.hostName) || contains(letters, walk.fullName)
    }

    private func contains(_ letters: UInt32, _ name: OptionWalk.Extent) -> Bool {
        let start = name.offset + 2
        return name.pieces > 1 || message.contains(letters, in: start..<start + name.length)
    }
}
