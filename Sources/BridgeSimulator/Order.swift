import NukiDomain

/// What a request tells a device to do.
enum Order: Hashable, Sendable {
    /// `/lockAction`.
    case action(LockAction)
    /// `/lock`.
    case simpleLock
    /// `/unlock`, which opens a door that has a knob outside.
    case simpleUnlock
}

extension Motion {
    /// Looks up what an order does to a device; simple ones leave the choice to the device (Bridge API 1.10).
    init(_ order: Order, of plan: HouseholdDevice, from start: Condition) {
        let kind = plan.key.type.kind
        switch order {
        case .action(let action): self.init(action, of: kind, from: start)
        case .simpleUnlock: self.init(plan.simpleUnlock, of: kind, from: start)
        case .simpleLock:
            // An opener ends ring-to-open and continuous mode alike.
            self.init(.lock, of: kind, from: kind == .opener ? Condition(mode: 2, state: start.state) : start)
        }
    }
}

extension HouseholdDevice {
    fileprivate var simpleUnlock: LockAction {
        switch key.type.kind {
        case .opener: .unlatch
        case .lock: outside == .knob ? .unlatch : .unlock
        }
    }
}
