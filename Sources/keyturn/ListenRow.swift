import NukiDomain
import PacketWire
import Sightings

/// One DHCP message as an object of `listen --json`.
struct ListenRow: Encodable {
    private let heard: HeardMessage

    /// Takes what was heard.
    init(_ heard: HeardMessage) {
        self.heard = heard
    }

    private enum CodingKeys: String, CodingKey {
        case frame, kind, op, type, relayed, mac, xid, duid, flags, ciaddr, yiaddr, siaddr, giaddr, hostname, fqdn
        case requested, addresses
        case serverID = "server_id"
        case vendorClass = "vendor_class"
        case options, malformed
    }

    /// Writes the keys of the contract; one whose option is absent is absent.
    func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: CodingKeys.self)
        try row.encode(heard.number, forKey: .frame)
        switch heard.packet {
        case .v4(let frame): try encode(frame.message, to: &row)
        case .v6(let frame): try encode(frame, to: &row)
        }
    }

    private func encode(_ message: DHCPMessage, to row: inout KeyedEncodingContainer<CodingKeys>) throws {
        let options = message.options
        try row.encode("dhcp4", forKey: .kind)
        try row.encode(message.operation.rawValue, forKey: .op)
        try row.encodeIfPresent(message.type?.rawValue, forKey: .type)
        try row.encodeIfPresent(message.hardwareAddress?.description, forKey: .mac)
        try row.encode(Self.hex(message.transaction, digits: 8), forKey: .xid)
        try row.encode(Self.hex(UInt32(message.flags), digits: 4), forKey: .flags)
        try row.encode(message.clientAddress.description, forKey: .ciaddr)
        try row.encode(message.yourAddress.description, forKey: .yiaddr)
        try row.encode(message.serverAddress.description, forKey: .siaddr)
        try row.encode(message.relayAddress.description, forKey: .giaddr)
        try row.encodeIfPresent(options.hostName?.text, forKey: .hostname)
        try row.encodeIfPresent(options.fullName?.text, forKey: .fqdn)
        try row.encodeIfPresent(options.requestedAddress?.description, forKey: .requested)
        try row.encodeIfPresent(options.serverIdentifier?.description, forKey: .serverID)
        try row.encodeIfPresent(options.vendorClass, forKey: .vendorClass)
        try row.encode(options.codes, forKey: .options)
        try row.encodeIfPresent(message.malformed?.description, forKey: .malformed)
    }

    /// `type` is what the frame says; of a message that relays passed on, `relayed` is the type inside.
    private func encode(_ frame: DHCPv6Frame, to row: inout KeyedEncodingContainer<CodingKeys>) throws {
        let message = frame.message
        let options = message.options
        try row.encode("dhcp6", forKey: .kind)
        try row.encode(message.outerType.rawValue, forKey: .type)
        if message.type != message.outerType { try row.encode(message.type.rawValue, forKey: .relayed) }
        try row.encodeIfPresent(message.transaction.map { Self.hex($0, digits: 6) }, forKey: .xid)
        try row.encodeIfPresent(options.clientIdentifier?.description, forKey: .duid)
        try row.encodeIfPresent(frame.mac?.description, forKey: .mac)
        try row.encodeIfPresent(options.fullName?.text, forKey: .fqdn)
        if !options.addresses.isEmpty { try row.encode(options.addresses.map(\.description), forKey: .addresses) }
        try row.encode(options.codes, forKey: .options)
        try row.encodeIfPresent(message.malformed?.description, forKey: .malformed)
    }

    private static func hex(_ number: UInt32, digits: Int) -> String {
        "0x" + Hex.padded(number).suffix(digits).lowercased()
    }
}
