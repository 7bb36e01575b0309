public import FoundationEssentials

/// Everything the control loop knows of one device at a moment.
public struct DeviceSnapshot: Hashable, Sendable {
    /// The bridge that lists it.
    public var bridge: BridgeID
    /// Its last known values; the name is the one its owner gave it in the settings, else the bridge's.
    public var device: Device
    /// The part of its entity ids that never changes: `front_door`.
    public var slug: String
    /// What it has, as far as its fields were ever seen.
    public var entities: Set<DeviceEntity>
    /// How the values came to be known.
    public var source: ValueSource
    /// The bridge's own list says so, and not a callback alone.
    public var isConfirmed: Bool
    /// The bridge does not answer, or refuses us: the values are old.
    public var isStale: Bool
    /// When we last heard of it, by this machine's clock; ``DeviceState/read`` is when the bridge read it.
    public var asked: Date
    /// The bell rang within the last 30 s.
    public var rings: Bool

    /// Begins with a device as a poll brought it.
    public init(bridge: BridgeID, device: Device, slug: String, entities: Set<DeviceEntity>, asked: Date) {
        self.bridge = bridge
        self.device = device
        self.slug = slug
        self.entities = entities
        self.asked = asked
        source = .poll
        isConfirmed = true
        isStale = false
        rings = false
    }

    /// Type and id.
    public var key: DeviceKey { device.key }
}
