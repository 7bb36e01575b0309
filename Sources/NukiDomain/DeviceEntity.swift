/// What home automation shows of a device, named as Home Assistant's Nuki integration names it.
public enum DeviceEntity: String, Hashable, Sendable, CaseIterable, Codable {
    /// The lock or the opener itself.
    case lock
    /// The door sensor.
    case door
    /// The bell of an opener.
    case ring
    /// The battery is nearly empty.
    case batteryCritical = "battery_critical"
    /// The battery is being charged.
    case batteryCharging = "battery_charging"
    /// The keypad's battery is nearly empty.
    case keypadBatteryCritical = "keypad_battery_critical"
    /// The battery's charge in percent.
    case battery

    /// The first part of an entity id.
    public var domain: String {
        switch self {
        case .lock: "lock"
        case .battery: "sensor"
        case .door, .ring, .batteryCritical, .batteryCharging, .keypadBatteryCritical: "binary_sensor"
        }
    }

    /// The entity id of a device with this slug: `lock.front_door`, `binary_sensor.front_door_door`.
    public func id(slug: String) -> String {
        self == .lock ? "\(domain).\(slug)" : "\(domain).\(slug)_\(rawValue)"
    }
}
