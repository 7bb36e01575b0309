import FoundationEssentials
import NukiDomain

extension BridgeEntry: Codable {
    /// The keys of an entry in its file.
    enum Key: String, CodingKey, CaseIterable {
        case id, name, host, port, auth, server_id, mac, firmware, follow_address, callback, poll_seconds, source
        case clock_offset, devices, created, modified
    }

    /// Reads an entry; a hand-written one needs `id`, `name`, `host` and `auth`, and the rest has its usual value.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        try self.init(reading: decoder)
    }

    /// The same beside keys that another type reads.
    init<Others: CodingKey & CaseIterable>(from decoder: any Decoder, beside others: Others.Type) throws {
        try decoder.refuseUnknownKeys(but: Key.self, others)
        try self.init(reading: decoder)
    }

    private init(reading decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decode(BridgeID.self, forKey: .id),
            name: try container.decode(String.self, forKey: .name),
            endpoint: Endpoint(
                // The fault says that it is no host; which rule it breaks is plain from the value.
                host: try container.readText(.host) { try? Host(parsing: $0) },
                port: try container.decodeIfPresent(Int.self, forKey: .port).map { number in
                    guard let port = Port("\(number)") else { throw container.fault(.badValue, .port) }
                    return port
                } ?? .bridgeDefault),
            auth: try container.readText(.auth, AuthMode.init),
            serverID: try container.readTextIfPresent(.server_id) { BridgeID(hex: $0)?.rawValue },
            mac: try container.readTextIfPresent(.mac) { MACAddress($0) },
            firmware: try container.decodeIfPresent(String.self, forKey: .firmware),
            followsAddress: try container.decodeIfPresent(Bool.self, forKey: .follow_address) ?? true,
            callback: try container.readTextIfPresent(.callback, CallbackMode.init) ?? .auto,
            pollSeconds: try container.decodeIfPresent(Int.self, forKey: .poll_seconds),
            source: try container.readTextIfPresent(.source, AddressSource.init) ?? .manual,
            clockOffset: try container.readIfPresent(.clock_offset) { Self.offsetBounds.contains($0) ? $0 : nil } ?? 0,
            devices: try container.decodeIfPresent([EntryDevice].self, forKey: .devices) ?? [])
        created = try container.readTextIfPresent(.created, WireTime.date) ?? created
        modified = try container.readTextIfPresent(.modified, WireTime.date) ?? modified
        guard let pollSeconds else { return }
        guard Self.pollBounds.contains(pollSeconds) else {
            let (least, most) = (Double(Self.pollBounds.lowerBound), Double(Self.pollBounds.upperBound))
            throw container.fault(.outOfRange(least: least, most: most), .poll_seconds)
        }
    }

    /// Writes every key that has a value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(endpoint.host.description, forKey: .host)
        try container.encode(endpoint.port.rawValue, forKey: .port)
        try container.encode(auth, forKey: .auth)
        try container.encodeIfPresent(serverID.map(Hex.padded), forKey: .server_id)
        try container.encodeIfPresent(mac?.description, forKey: .mac)
        try container.encodeIfPresent(firmware, forKey: .firmware)
        try container.encode(followsAddress, forKey: .follow_address)
        try container.encode(callback.description, forKey: .callback)
        try container.encodeIfPresent(pollSeconds, forKey: .poll_seconds)
        try container.encode(source, forKey: .source)
        try container.encode(clockOffset, forKey: .clock_offset)
        try container.encode(devices, forKey: .devices)
        // An entry that somebody wrote by hand has no times until it is changed.
        if isDated { try container.encode(WireTime.text(created), forKey: .created) }
        if modified.timeIntervalSince1970 > 0 { try container.encode(WireTime.text(modified), forKey: .modified) }
    }
}
