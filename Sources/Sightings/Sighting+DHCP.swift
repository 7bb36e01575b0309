import NukiDomain
import PacketWire

extension Sighting {
    /// What a message says of a client; nil for BOOTP, for types beyond RFC 2131, and for a message whose type belongs
    /// to the other side.
    ///
    /// - Parameter loopbackCounts: 127.0.0.0/8 is an address like any other, for a bridge simulated on this machine.
    public init?(_ heard: HeardMessage, loopbackCounts: Bool = false) {
        let message = heard.frame.message
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
            address: heard.frame.address(loopbackCounts: loopbackCounts), interface: heard.interface,
            transaction: message.transaction, isRelayed: heard.frame.relay != nil, seen: heard.time)
    }
}
