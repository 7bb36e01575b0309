public import FoundationEssentials

/// A device as its bridge lists it.
public struct Device: Hashable, Sendable {
    /// Type and id.
    public let key: DeviceKey
    /// The name its owner gave it; may hold anything that JSON can carry.
    public var name: String
    /// The device's own firmware, absent until the bridge has read it.
    public var firmware: String?
    /// What the bridge last knew, absent while the device was never reached.
    public var state: DeviceState?

    /// Puts the parts together.
    public init(key: DeviceKey, name: String, firmware: String? = nil, state: DeviceState? = nil) {
        self.key = key
        self.name = name
        self.firmware = firmware
        self.state = state
    }

    /// Lock or opener.
    public var kind: DeviceKind { key.type.kind }

    /// One word for what it is doing; "unknown" while the bridge has not read it.
    public var stateWord: String { state?.word(for: kind) ?? "unknown" }
}

/// What the bridge read from a device (Bridge API 1.13.2, `lastKnownState`); almost every field may be missing.
public struct DeviceState: Hashable, Sendable {
    /// 2 is the normal mode; 3 is an opener's continuous mode.
    public var mode: Int?
    /// The state's number, whose meaning depends on the kind.
    public var number: Int
    /// The battery is nearly empty.
    public var batteryCritical: Bool?
    /// The battery is being charged.
    public var batteryCharging: Bool?
    /// Charge of the battery in percent.
    public var batteryPercent: Int?
    /// The keypad's battery is nearly empty.
    public var keypadBatteryCritical: Bool?
    /// What the door sensor says.
    public var door: DoorState?
    /// When the bell last rang, by the bridge's clock.
    public var ring: Date?
    /// When the bridge read all this, by its own clock.
    public var read: Date?

    /// Begins with the one field every state has.
    public init(mode: Int? = nil, number: Int) {
        self.mode = mode
        self.number = number
    }

    /// An opener that opens at every ring; reads as unlocked whatever its number says.
    public var isContinuous: Bool { mode == 3 }

    /// One word for screens and JSON.
    public func word(for kind: DeviceKind) -> String {
        switch kind {
        case .lock: LockState(number: number).word
        case .opener: isContinuous ? "continuous" : OpenerState(number: number).word
        }
    }
}
