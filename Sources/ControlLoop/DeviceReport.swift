import FoundationEssentials
public import NukiDomain

/// A device as `status --json` and the HTTP API show it; members without a value are left out.
public struct DeviceReport: Hashable, Sendable, Codable {
    /// The id in hex.
    public let id: String
    /// The same in decimal, as bridges have it.
    public let nukiID: UInt32
    /// The bridge's number for the kind of device.
    public let type: Int
    /// Lock or opener.
    public let kind: DeviceKind
    /// What its owner calls it; from the network.
    public let name: String
    /// The bridge that lists it.
    public let bridge: BridgeID
    /// One word for what it is doing.
    public let state: String
    /// One word for its door.
    public let door: String?
    /// Charge in percent.
    public let battery: Int?
    /// The battery is nearly empty.
    public let batteryCritical: Bool?
    /// The battery is being charged.
    public let batteryCharging: Bool?
    /// The keypad's battery is nearly empty.
    public let keypadBatteryCritical: Bool?
    /// Its own firmware.
    public let firmware: String?
    /// When the bridge read it, by the bridge's clock.
    public let read: String?
    /// When we last heard of it.
    public let asked: String
    /// How the values came to be known.
    public let source: ValueSource
    /// The bridge's own list says so.
    public let isConfirmed: Bool
    /// The values are old: the bridge does not answer.
    public let isStale: Bool
    /// Its entity ids, sorted.
    public let entities: [String]

    private enum CodingKeys: String, CodingKey {
        case id, type, kind, name, bridge, state, door, battery, firmware, read, asked, source, entities
        case nukiID = "nuki_id"
        case batteryCritical = "battery_critical"
        case batteryCharging = "battery_charging"
        case keypadBatteryCritical = "keypad_battery_critical"
        case isConfirmed = "confirmed"
        case isStale = "stale"
    }

    /// Shows what is known of a device.
    public init(_ snapshot: DeviceSnapshot) {
        let device = snapshot.device
        id = device.key.id.description
        nukiID = device.key.id.rawValue
        type = device.key.type.rawValue
        kind = device.kind
        name = device.name
        bridge = snapshot.bridge
        state = device.stateWord
        door = device.state?.door?.word
        battery = device.state?.batteryPercent
        batteryCritical = device.state?.batteryCritical
        batteryCharging = device.state?.batteryCharging
        keypadBatteryCritical = device.state?.keypadBatteryCritical
        firmware = device.firmware
        read = device.state?.read.map(WireTime.text)
        asked = WireTime.text(snapshot.asked)
        source = snapshot.source
        isConfirmed = snapshot.isConfirmed
        isStale = snapshot.isStale
        entities = snapshot.entities.map { $0.id(slug: snapshot.slug) }.sorted()
    }

    /// Type and id, what the API names it by.
    public var key: DeviceKey { DeviceKey(type: DeviceType(rawValue: type), id: NukiID(rawValue: nukiID)) }
}
