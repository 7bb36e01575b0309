import FoundationEssentials
import NukiDomain

/// What stands at a device's `state` topic: one JSON object.
struct DeviceReport: Encodable {
    private let device: DeviceSnapshot
    private let signal: Int?

    /// - Parameter signal: its signal strength at the bridge in dBm.
    init(_ device: DeviceSnapshot, signal: Int?) {
        self.device = device
        self.signal = signal
    }

    private enum CodingKeys: String, CodingKey {
        case name, state, number, lock, door, ring, battery, signal, read, source, confirmed, stale
        case batteryCritical = "battery_critical"
        case batteryCharging = "battery_charging"
        case keypadBatteryCritical = "keypad_battery_critical"
        case continuousMode = "continuous_mode"
    }

    /// A key is there as soon as the device was ever seen to have the thing; its value is null while that is not known.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let state = device.device.state
        let has = device.entities
        try container.encode(device.device.name, forKey: .name)
        try container.encode(device.device.stateWord, forKey: .state)
        try container.encodeIfPresent(state?.number, forKey: .number)
        try container.encode(LockWord(device.device)?.rawValue, forKey: .lock)
        if device.device.kind == .opener { try container.encode(state?.isContinuous, forKey: .continuousMode) }
        if has.contains(.door) { try container.encode(state?.door.flatMap(Self.word), forKey: .door) }
        if has.contains(.ring) { try container.encode(device.rings, forKey: .ring) }
        if has.contains(.battery) { try container.encode(state?.batteryPercent, forKey: .battery) }
        if has.contains(.batteryCritical) { try container.encode(state?.batteryCritical, forKey: .batteryCritical) }
        if has.contains(.batteryCharging) { try container.encode(state?.batteryCharging, forKey: .batteryCharging) }
        if has.contains(.keypadBatteryCritical) {
            try container.encode(state?.keypadBatteryCritical, forKey: .keypadBatteryCritical)
        }
        try container.encodeIfPresent(signal, forKey: .signal)
        try container.encodeIfPresent(state?.read.map { WireTime.text($0) }, forKey: .read)
        try container.encode(device.source, forKey: .source)
        try container.encode(device.isConfirmed, forKey: .confirmed)
        try container.encode(device.isStale, forKey: .stale)
    }

    /// Open or closed; nil for everything that a door sensor says when it does not know.
    private static func word(_ door: DoorState) -> String? {
        switch door {
        case .open: "open"
        case .closed: "closed"
        case .deactivated, .unknown: nil
        }
    }
}

/// The states of a lock as Home Assistant knows them.
enum LockWord: String {
    case locked = "LOCKED"
    case locking = "LOCKING"
    case unlocked = "UNLOCKED"
    case unlocking = "UNLOCKING"
    case open = "OPEN"
    case opening = "OPENING"
    case jammed = "JAMMED"

    /// Nil where the state is unknown. An opener is unlocked while it opens at a ring.
    init?(_ device: Device) {
        guard let state = device.state else { return nil }
        let word: LockWord? =
            switch device.kind {
            case .lock: LockWord(LockState(number: state.number))
            case .opener: state.isContinuous ? .unlocked : LockWord(OpenerState(number: state.number))
            }
        guard let word else { return nil }
        self = word
    }

    private init?(_ state: LockState) {
        switch state {
        case .locked: self = .locked
        case .unlocking: self = .unlocking
        case .unlocked, .unlockedLockNGo: self = .unlocked
        case .locking: self = .locking
        case .unlatched: self = .open
        case .unlatching: self = .opening
        case .motorBlocked: self = .jammed
        case .uncalibrated, .undefined, .unknown: return nil
        }
    }

    private init?(_ state: OpenerState) {
        switch state {
        case .online: self = .locked
        case .ringToOpen: self = .unlocked
        case .open: self = .open
        case .opening: self = .opening
        case .untrained, .bootRun, .undefined, .unknown: return nil
        }
    }
}
