import NukiDomain

/// What is published to a device's `set` topic: one word, as Home Assistant sends it.
enum CommandWord: String, CaseIterable {
    case lock = "LOCK"
    case unlock = "UNLOCK"
    case open = "OPEN"
    case lockNGo = "LOCK_N_GO"
    case lockNGoUnlatch = "LOCK_N_GO_UNLATCH"
    case continuousOn = "CONTINUOUS_ON"
    case continuousOff = "CONTINUOUS_OFF"

    /// Nil for anything else, however near.
    init?(_ payload: [UInt8]) {
        self.init(rawValue: String(decoding: payload, as: UTF8.self))
    }

    /// What it asks for.
    var action: DeviceAction {
        switch self {
        case .lock: .lock
        case .unlock: .unlock
        case .open: .open
        case .lockNGo: .lockNGo(unlatch: false)
        case .lockNGoUnlatch: .lockNGo(unlatch: true)
        case .continuousOn: .continuousMode(true)
        case .continuousOff: .continuousMode(false)
        }
    }
}
