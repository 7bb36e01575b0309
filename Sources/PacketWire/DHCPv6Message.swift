public import NukiDomain

/// A DHCPv6 message (RFC 8415 section 8), without the relays around it.
///
/// Anybody on the network can send one: it is a hint and proves nothing.
public struct DHCPv6Message: Hashable, Sendable {
    /// What it is for; the type of the last relay if that one passes no message on.
    public let type: DHCPv6MessageType
    /// What ties an exchange together: 24 bits; nil if only relays are there.
    public let transaction: UInt32?
    /// The relays on the way, the nearest to the server first (RFC 8415 section 9).
    public let relays: [DHCPv6Relay]
    /// Its options.
    public let options: DHCPv6Options
    /// The first thing that was not well formed; the rest says what was understood all the same.
    public let malformed: WireError?

    /// Relays that are unwrapped: the most that there may be (HOP_COUNT_LIMIT, RFC 8415 section 7.6).
    static let mostRelays = 8

    /// What the frame says that the message is for: with relays, that it is relayed.
    public var outerType: DHCPv6MessageType { relays.first?.type ?? type }

    /// The client's hardware address: as its identifier has it, else as the first relay saw it (RFC 6939).
    public var mac: MACAddress? {
        options.clientIdentifier?.mac ?? relays.last?.linkLayerAddress
    }

    /// Reads the payload of a UDP datagram.
    ///
    /// Only a message that ends before its options throws; whatever is odd later stands in ``malformed``.
    /// - Parameter missing: bytes of the datagram that the frame does not hold.
    @_lifetime(reader: copy reader)
    init(parsing reader: inout PacketReader, missing: Int) throws(WireError) {
        var fault = missing > 0 ? WireError(.datagramCut(missing: missing), at: reader.end) : nil
        var relays: [DHCPv6Relay] = []
        var type = DHCPv6MessageType(rawValue: try reader.byte())
        while type.isRelayed {
            let start = reader.offset - 1
            guard relays.count < Self.mostRelays else {
                fault = fault ?? WireError(.relays, at: start)
                break
            }
            try reader.skip(1 + 32)
            let walk = DHCPv6OptionWalk(&reader)
            fault = fault ?? walk.fault
            relays.append(DHCPv6Relay(type: type, linkLayerAddress: walk.options.linkLayerAddress))
            guard let inner = walk.relayedMessage, !inner.isEmpty else {
                fault = fault ?? WireError(.relayWithoutMessage, at: start)
                break
            }
            reader.narrow(to: inner)
            type = DHCPv6MessageType(rawValue: try reader.byte())
        }
        self.type = type
        self.relays = relays
        if type.isRelayed {
            transaction = nil
            options = DHCPv6Options()
        } else {
            let high = UInt32(try reader.byte())
            transaction = high << 16 | UInt32(try reader.uint16())
            let walk = DHCPv6OptionWalk(&reader)
            fault = fault ?? walk.fault
            options = walk.options
        }
        malformed = fault
    }
}

/// One relay on the way of a DHCPv6 message.
public struct DHCPv6Relay: Hashable, Sendable {
    /// RELAY-FORW or RELAY-REPL.
    public let type: DHCPv6MessageType
    /// The hardware address that it had the message from: option 79, of six bytes on Ethernet (RFC 6939).
    public let linkLayerAddress: MACAddress?
}
