import NukiDomain
import PacketWire

/// One DHCP message as `listen` prints it: an object of `listen --json`, or a line for people.
struct ListenRow: Encodable {
    /// The number of the frame in its capture, from 1.
    let frame: Int
    /// What was in it.
    let message: DHCPMessage

    private enum CodingKeys: String, CodingKey {
        case frame, kind, op, type, mac, xid, flags, ciaddr, yiaddr, siaddr, giaddr, hostname, fqdn, requested
        case serverID = "server_id"
        case vendorClass = "vendor_class"
        case options, malformed
    }

    /// Writes the keys of the contract; one whose option is absent is absent.
    func encode(to encoder: any Encoder) throws {
        let options = message.options
        var row = encoder.container(keyedBy: CodingKeys.self)
        try row.encode(frame, forKey: .frame)
        try row.encode("dhcp4", forKey: .kind)
        try row.encode(message.operation.rawValue, forKey: .op)
        try row.encodeIfPresent(message.type?.rawValue, forKey: .type)
        try row.encodeIfPresent(message.hardwareAddress?.description, forKey: .mac)
        try row.encode("0x" + Hex.padded(message.transaction).lowercased(), forKey: .xid)
        try row.encode("0x" + Hex.padded(UInt32(message.flags)).suffix(4).lowercased(), forKey: .flags)
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
}

extension ListenRow: CustomStringConvertible {
    /// `2  REQUEST  54:d2:72:0a:0b:0c  "Nuki_Bridge_1A2B3C4D"  wants 192.168.1.77`, on one line whatever the name is.
    var description: String {
        let options = message.options
        var words = [String(frame), message.type?.description ?? "no type"]
        words.append(message.mac?.description ?? "no hardware address")
        if let name = options.hostName ?? options.fullName { words.append("\"\(name.text.safeForDisplay)\"") }
        if let requested = options.requestedAddress { words.append("wants \(requested)") }
        if message.clientAddress != .unspecified { words.append("has \(message.clientAddress)") }
        if message.yourAddress != .unspecified { words.append("gets \(message.yourAddress)") }
        if let server = options.serverIdentifier { words.append("server \(server)") }
        if message.relayAddress != .unspecified { words.append("relay \(message.relayAddress)") }
        if let malformed = message.malformed { words.append("(malformed: \(malformed))") }
        return words.joined(separator: "  ")
    }
}
