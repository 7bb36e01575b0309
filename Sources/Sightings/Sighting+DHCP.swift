import NukiDomain
import PacketWire

extension Sighting {
    /// What a message says of a client; nil for BOOTP, for types beyond RFC 2131, and for a message whose type belongs
    /// to the other side; of DHCPv6, for all but what a client asks.
    ///
    /// - Parameter loopbackCounts: 127.0.0.0/8 is an address like any other, for a bridge simulated on this machine.
    public init?(_ heard: HeardMessage, loopbackCounts: Bool = false) {
        switch heard.packet {
        case .v4(let frame): self.init(frame, heard, loopbackCounts: loopbackCounts)
        case .v6(let frame): self.init(frame, heard)
        }
    }

    private init?(_ frame: DHCPFrame, _ heard: HeardMessage, loopbackCounts: Bool) {
        let message = frame.message
        guard let type = message.type, type.sender == message.operation else { return nil }
        let claim: Claim
        switch type {
        case .discover, .offer, .request: claim = .wish
        case .ack, .inform: claim = .granted
        case .nak, .decline, .release: claim = .refused
        default: return nil
        }
        var hostNames: [String] = []
        for name in [message.options.hostName, message.options.fullName] {
            if let name, !hostNames.contains(name.text) { hostNames.append(name.text) }
        }
        self.init(
            claim: claim, hostNames: hostNames, mac: message.mac,
            address: frame.address(loopbackCounts: loopbackCounts),
            interface: heard.interface, transaction: message.transaction, isRelayed: frame.relay != nil,
            seen: heard.time)
    }

    /// A bridge is reached by IPv4, of which DHCPv6 says nothing: the sighting ties a name to a hardware address, whose
    /// IPv4 address the table of neighbours may know.
    private init?(_ frame: DHCPv6Frame, _ heard: HeardMessage) {
        let message = frame.message
        guard let transaction = message.transaction, message.type.isFromClient, message.type != .release,
            message.type != .decline, let name = message.options.fullName
        else { return nil }
        self.init(
            claim: .wish, hostNames: [name.text], mac: frame.mac, address: nil, interface: heard.interface,
            transaction: transaction, isRelayed: !message.relays.isEmpty, seen: heard.time)
    }
}
