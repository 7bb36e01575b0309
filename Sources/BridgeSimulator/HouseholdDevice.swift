public import FoundationEssentials
public import NukiDomain

/// A device of a ``Household``.
public struct HouseholdDevice: Hashable, Sendable {
    /// Type and id.
    public var key: DeviceKey
    /// The name its owner gave it.
    public var name: String
    /// Firmware of the device; nil leaves it out of `/list`.
    public var firmware: String?
    /// 2, or 3 for an opener in continuous mode.
    public var mode = 2
    /// The state's number, whose meaning depends on the kind.
    public var state: Int
    /// The door sensor's number; nil for a lock that has none.
    public var doorSensor: Int?
    /// Charge in percent; only locks report it.
    public var battery = 100
    /// The battery is nearly empty.
    public var isBatteryCritical = false
    /// The battery is being charged; only locks report it.
    public var isBatteryCharging = false
    /// The keypad's battery is nearly empty; nil when there is no keypad.
    public var isKeypadBatteryCritical: Bool?
    /// When the bell last rang; only openers report it.
    public var lastRing: Date?
    /// What is on the outside of the door, which decides what `/unlock` does.
    public var outside = DoorOutside.handle

    /// Takes what every device has; the rest is as in a quiet house until it is set.
    public init(key: DeviceKey, name: String, firmware: String? = nil, state: Int) {
        self.key = key
        self.name = name
        self.firmware = firmware
        self.state = state
    }
}

/// What a person finds on the outside of a door.
public enum DoorOutside: String, Hashable, Sendable, CaseIterable {
    /// Does not turn: `/unlock` pulls the latch.
    case knob
    /// Opens the unlocked door: `/unlock` unlocks.
    case handle
}
