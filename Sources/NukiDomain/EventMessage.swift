public import FoundationEssentials

/// One event as other programs read it: a JSON line of `watch`, the data of a server-sent event, a payload on MQTT.
///
/// Members that do not apply are left out. What one ``LoopEvent`` says of several values becomes several of these.
public struct EventMessage: Hashable, Sendable {
    /// `device.state`, `nuki_event`, `bridge.online` and so on.
    public let event: String
    /// `ring`, of a `nuki_event`.
    public var type: String?
    /// When it was noticed, by this machine's clock.
    public let at: Date
    /// The bridge it is about.
    public let bridge: BridgeID
    /// The device it is about.
    public var device: NukiID?
    /// The device's name, else the bridge's; from the network.
    public let name: String
    /// The device's type, which with its id makes it the only one.
    public var deviceType: DeviceType?
    /// The entity whose value it is.
    public var entityID: String?
    /// The old value.
    public var from: Value?
    /// The new value.
    public var to: Value?
    /// How it came to be known.
    public let source: ValueSource
    /// The bridge's own list says so, and not a callback alone.
    public let isConfirmed: Bool
    /// Why, for a person.
    public var reason: String?
    /// How many devices a bridge lists.
    public var devices: Int?
    /// What told of a new address; who wanted a command.
    public var by: String?
    /// When the bell rang, by the bridge's clock.
    public var rang: Date?
    /// What a command was, such as `lock_n_go`.
    public var action: String?
    /// How a command ended: `done`, `taken`, `failed`, `unknown`.
    public var result: String?
    /// From asking a command to its end, in milliseconds.
    public var tookMilliseconds: Int?

    init(_ name: String, of event: LoopEvent) {
        self.event = name
        at = event.at
        bridge = event.bridge
        self.name = event.bridgeName
        source = event.source
        isConfirmed = event.isConfirmed
    }

    init(_ name: String, of event: LoopEvent, _ snapshot: DeviceSnapshot, _ entity: DeviceEntity = .lock) {
        self.event = name
        at = event.at
        bridge = event.bridge
        self.name = snapshot.device.name
        source = event.source
        isConfirmed = event.isConfirmed
        device = snapshot.key.id
        deviceType = snapshot.key.type
        entityID = entity.id(slug: snapshot.slug)
    }

    /// A value as JSON has it.
    public enum Value: Hashable, Sendable, Encodable {
        case text(String)
        case number(Int)
        case flag(Bool)

        /// The value alone.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            }
        }
    }
}

extension EventMessage: Encodable {
    private enum CodingKeys: String, CodingKey {
        case event, type, at, bridge, device, name, from, to, source, confirmed, reason, devices, by, rang, action,
            result
        case deviceType = "device_type"
        case entityID = "entity_id"
        case tookMilliseconds = "took_ms"
    }

    /// Only the members that apply.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event, forKey: .event)
        try container.encodeIfPresent(type, forKey: .type)
        try container.encode(WireTime.text(at), forKey: .at)
        try container.encode(bridge, forKey: .bridge)
        try container.encodeIfPresent(device?.description, forKey: .device)
        try container.encodeIfPresent(deviceType?.rawValue, forKey: .deviceType)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(entityID, forKey: .entityID)
        try container.encodeIfPresent(from, forKey: .from)
        try container.encodeIfPresent(to, forKey: .to)
        try container.encode(source, forKey: .source)
        try container.encode(isConfirmed, forKey: .confirmed)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encodeIfPresent(devices, forKey: .devices)
        try container.encodeIfPresent(by, forKey: .by)
        try container.encodeIfPresent(rang.map(WireTime.text), forKey: .rang)
        try container.encodeIfPresent(action, forKey: .action)
        try container.encodeIfPresent(result, forKey: .result)
        try container.encodeIfPresent(tookMilliseconds, forKey: .tookMilliseconds)
    }
}
