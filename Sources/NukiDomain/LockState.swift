/// What a lock says it is (Bridge API 1.13.2, "Lock states", types 0, 3 and 4). Read by number, never by name.
public enum LockState: Hashable, Sendable {
    case uncalibrated, locked, unlocking, unlocked, locking, unlatched, unlockedLockNGo, unlatching, motorBlocked
    case undefined
    /// A number this program does not know, from newer firmware.
    case unknown(Int)

    /// Takes the bridge's number.
    public init(number: Int) {
        self =
            switch number {
            case 0: .uncalibrated
            case 1: .locked
            case 2: .unlocking
            case 3: .unlocked
            case 4: .locking
            case 5: .unlatched
            case 6: .unlockedLockNGo
            case 7: .unlatching
            case 254: .motorBlocked
            case 255: .undefined
            default: .unknown(number)
            }
    }

    /// One word for screens and JSON.
    public var word: String {
        switch self {
        case .locked: "locked"
        case .unlocking: "unlocking"
        case .unlocked, .unlockedLockNGo: "unlocked"
        case .locking: "locking"
        case .unlatched: "unlatched"
        case .unlatching: "unlatching"
        case .motorBlocked: "jammed"
        case .uncalibrated, .undefined, .unknown: "unknown"
        }
    }
}

/// What an opener says it is (Bridge API 1.13.2, "Opener states", type 2).
public enum OpenerState: Hashable, Sendable {
    case untrained, online, ringToOpen, open, opening, bootRun, undefined
    /// A number this program does not know, from newer firmware.
    case unknown(Int)

    /// Takes the bridge's number.
    public init(number: Int) {
        self =
            switch number {
            case 0: .untrained
            case 1: .online
            case 3: .ringToOpen
            case 5: .open
            case 7: .opening
            case 253: .bootRun
            case 255: .undefined
            default: .unknown(number)
            }
    }

    /// One word for screens and JSON.
    public var word: String {
        switch self {
        case .online: "ready"
        case .ringToOpen: "ring-to-open"
        case .open: "open"
        case .opening: "opening"
        case .untrained, .bootRun, .undefined, .unknown: "unknown"
        }
    }
}

/// What a door sensor says (Bridge API 1.13.2, "doorsensorState"): open is 3 only, closed is 2 only.
public enum DoorState: Hashable, Sendable {
    case closed, open, deactivated, unknown

    /// Takes the bridge's number.
    public init(number: Int) {
        self =
            switch number {
            case 1: .deactivated
            case 2: .closed
            case 3: .open
            default: .unknown
            }
    }

    /// One word, nil for a sensor that is switched off.
    public var word: String? {
        switch self {
        case .closed: "closed"
        case .open: "open"
        case .unknown: "unknown"
        case .deactivated: nil
        }
    }
}
