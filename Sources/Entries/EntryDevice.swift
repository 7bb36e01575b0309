public import NukiDomain

/// A device of a configured bridge, as it was when the entry was written.
public struct EntryDevice: Hashable, Sendable {
    /// Type and id.
    public let key: DeviceKey
    /// The name its owner gave it; from the network, so shown only through `safeForDisplay`.
    public let name: String

    /// Puts the parts together.
    public init(key: DeviceKey, name: String) {
        self.key = key
        self.name = name
    }

    /// Keeps what an entry needs of a device that a bridge listed.
    public init(_ device: Device) {
        self.init(key: device.key, name: device.name)
    }
}

extension EntryDevice: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case id, nuki_id, type, kind, name
    }

    /// Reads the decimal id and the type; the hex id and the kind are for people and have to agree with them.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let container = try decoder.container(keyedBy: Key.self)
        let id = NukiID(rawValue: try container.decode(UInt32.self, forKey: .nuki_id))
        let type = DeviceType(rawValue: try container.decode(Int.self, forKey: .type))
        let hex = try container.decodeIfPresent(String.self, forKey: .id)
        guard hex.map({ $0.uppercased() == id.description }) ?? true else { throw container.fault(.badValue, .id) }
        let kind = try container.decodeIfPresent(String.self, forKey: .kind)
        guard kind.map({ $0 == type.kind.rawValue }) ?? true else { throw container.fault(.badValue, .kind) }
        self.init(key: DeviceKey(type: type, id: id), name: try container.decode(String.self, forKey: .name))
    }

    /// Writes all five keys.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(key.id.description, forKey: .id)
        try container.encode(key.id.rawValue, forKey: .nuki_id)
        try container.encode(key.type.rawValue, forKey: .type)
        try container.encode(key.type.kind.rawValue, forKey: .kind)
        try container.encode(name, forKey: .name)
    }
}
