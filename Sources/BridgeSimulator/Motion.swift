import NukiDomain

/// What a device is at one time, in the bridge's numbers.
struct Condition: Hashable, Sendable {
    /// 2, or 3 for an opener in continuous mode.
    var mode: Int
    /// The state, whose meaning depends on the kind.
    var state: Int

    /// A lock whose motor is blocked.
    static let blocked = 254
}

/// What a device goes through because of one action.
///
/// The order of states is that of real devices. So are the 3 s of an open latch and the 20 s of lock'n'go, their default;
/// the other times are ours.
struct Motion: Hashable, Sendable {
    /// Until the bridge has reached the device over Bluetooth and the first phase begins.
    static let connecting = Duration.seconds(1)
    /// The motor turns the key from one end to the other.
    static let turning = Duration.seconds(2)
    /// The latch, or the electric strike, is held.
    static let holding = Duration.seconds(3)
    /// A lock'n'go stays unlocked.
    static let going = Duration.seconds(20)
    /// The opener takes up the receiver.
    static let lifting = Duration.seconds(1)

    /// A condition and how long it lasts; the last one lasts for good.
    struct Phase: Hashable, Sendable {
        let condition: Condition
        let lasting: Duration
    }

    /// The phases in order, never empty.
    let phases: [Phase]

    /// Looks up what an action does to a device that is in a certain condition.
    init(_ action: LockAction, of kind: DeviceKind, from start: Condition) {
        switch kind {
        case .lock:
            phases = Self.lockStates(action).map { state, lasting in
                Phase(condition: Condition(mode: start.mode, state: state), lasting: lasting)
            }
        case .opener: phases = Self.openerPhases(action, from: start)
        }
    }

    /// What a ring does to an opener: nil unless ring-to-open or continuous mode is on, and both stay on.
    init?(ringAt start: Condition) {
        guard start.state == 3 || start.mode == 3 else { return nil }
        phases = Self.openerPhases(.unlatch, from: start).dropLast() + [Phase(condition: start, lasting: .zero)]
    }

    private init(phases: [Phase]) {
        self.phases = phases
    }

    /// The same for a lock whose motor is blocked on its way.
    var jammed: Motion {
        let blocked = Condition(mode: phases[0].condition.mode, state: Condition.blocked)
        return Motion(phases: [phases[0], Phase(condition: blocked, lasting: .zero)])
    }

    private static func lockStates(_ action: LockAction) -> [(state: Int, lasting: Duration)] {
        switch action {
        case .unlock: [(2, turning), (3, .zero)]
        case .lock: [(4, turning), (1, .zero)]
        case .unlatch: [(7, turning), (5, holding), (3, .zero)]
        case .lockNGo: [(2, turning), (6, going), (4, turning), (1, .zero)]
        case .lockNGoWithUnlatch: [(7, turning), (5, holding), (6, going), (4, turning), (1, .zero)]
        }
    }

    private static func openerPhases(_ action: LockAction, from start: Condition) -> [Phase] {
        func phase(mode: Int? = nil, state: Int? = nil, lasting: Duration = .zero) -> Phase {
            Phase(condition: Condition(mode: mode ?? start.mode, state: state ?? start.state), lasting: lasting)
        }
        return switch action {
        case .unlock: [phase(state: 3)]
        case .lock: [phase(state: 1)]
        case .unlatch: [phase(state: 7, lasting: lifting), phase(state: 5, lasting: holding), phase(state: 1)]
        case .lockNGo: [phase(mode: 3)]
        case .lockNGoWithUnlatch: [phase(mode: 2)]
        }
    }
}
