import NukiDomain

/// The names that a bridge puts beside its numbers (Bridge API 1.13.2, tables of states).
enum WireNames {
    /// Locks, by state.
    static let lockStates = [
        0: "uncalibrated", 1: "locked", 2: "unlocking", 3: "unlocked", 4: "locking", 5: "unlatched",
        6: "unlocked (lock 'n' go)", 7: "unlatching", 254: "motor blocked", 255: "undefined",
    ]

    /// Openers, by state.
    static let openerStates = [
        0: "untrained", 1: "online", 3: "rto active", 5: "open", 7: "opening", 253: "boot run", 255: "undefined",
    ]

    /// Door sensors, by state.
    static let doorStates = [
        1: "deactivated", 2: "door closed", 3: "door opened", 4: "door state unknown", 5: "calibrating",
        16: "uncalibrated", 240: "removed", 255: "unknown",
    ]

    /// The states a kind of device can be in.
    static func states(of kind: DeviceKind) -> [Int: String] {
        switch kind {
        case .lock: lockStates
        case .opener: openerStates
        }
    }
}
