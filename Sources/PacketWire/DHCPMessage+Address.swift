public import NukiDomain

extension DHCPMessage {
    /// Option 53; nil is BOOTP.
    public var type: DHCPMessageType? { options.messageType }

    /// The client's hardware address: `chaddr`, else what a client identifier of type 1 holds (RFC 2132 section
    /// 9.14). Never the sender of the frame, which behind a relay or a repeater is somebody else.
    public var mac: MACAddress? {
        if let hardwareAddress { return hardwareAddress }
        guard let identifier = options.clientIdentifier, identifier.count == 7, identifier[0] == Self.ethernet else {
            return nil
        }
        return MACAddress(rawValue: identifier[1...].reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The address this message speaks of: the one its client has, asks for, is offered or gives back.
    ///
    /// Of a client's message it is option 50, else `ciaddr`, else the sender of the IP packet unless a relay sent
    /// it; of an OFFER or ACK it is `yiaddr`, and of the ACK to an INFORM, whose `yiaddr` is empty, `ciaddr`. An
    /// address that nobody can have is passed over. A NAK, a type that RFC 2131 does not have and a type from the
    /// wrong side speak of none.
    /// - Parameters:
    ///   - source: the sender of the IP packet.
    ///   - loopbackCounts: 127.0.0.0/8 is an address like any other, for a bridge that is simulated on this machine.
    public func address(sentFrom source: IPv4Address, loopbackCounts: Bool = false) -> IPv4Address? {
        guard let type, type.sender == operation else { return nil }
        let candidates: [IPv4Address?] =
            switch type {
            case .offer: [yourAddress]
            case .ack: [yourAddress, clientAddress]
            case .nak: []
            default: [options.requestedAddress, clientAddress, relayAddress == .unspecified ? source : nil]
            }
        return candidates.lazy.compactMap(\.self)
            .first { $0.isUsableUnicast || loopbackCounts && $0.isLoopback }
    }
}
