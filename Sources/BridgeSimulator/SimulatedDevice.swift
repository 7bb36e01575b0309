import FoundationEssentials
import NukiDomain

/// A device of a simulated bridge: what it was at the start, and what it has been made to do since.
struct SimulatedDevice: Sendable {
    /// What the household says of it; battery, door and ring as they were changed since.
    private(set) var plan: HouseholdDevice
    /// From when on it is what, in order; the first lies in the past.
    private var course: [(from: Moment, condition: Condition)]
    private var lastAsked: Moment
    private var isJammed = false
    /// What the bridge goes by while it hears of no change.
    private var memory: DeviceReading?

    /// A device at rest.
    init(_ plan: HouseholdDevice, at start: Moment) {
        self.plan = plan
        course = [(start, Condition(mode: plan.mode, state: plan.state))]
        lastAsked = start
    }

    /// What it is at a time.
    func condition(at now: Moment) -> Condition {
        current(at: now).condition
    }

    /// What the bridge knows of it: the truth, unless it hears of no change.
    func known(at now: Moment) -> DeviceReading {
        memory ?? reading(at: now)
    }

    /// The bridge asks it over Bluetooth.
    mutating func ask(at now: Moment) -> DeviceReading {
        lastAsked = now
        let reading = reading(at: now)
        if memory != nil { memory = reading }
        return reading
    }

    /// From now on the bridge hears of no change, or of every one again.
    mutating func setDeaf(_ isDeaf: Bool, at now: Moment) {
        memory = isDeaf ? memory ?? reading(at: now) : nil
    }

    /// Begins to move; a movement that is under way ends where it is.
    ///
    /// - Returns: when it will have come to rest.
    mutating func begin(_ motion: Motion, at now: Moment, scaled: (Duration) -> Duration) -> Moment {
        course = [current(at: now)]
        var offset = Motion.connecting
        var rest = now
        for phase in isJammed ? motion.jammed.phases : motion.phases {
            rest = now.advanced(by: scaled(offset))
            course.append((rest, phase.condition))
            offset += phase.lasting
        }
        isJammed = false
        return rest
    }

    /// When it will be at rest, or came to it.
    var rest: Moment { course[course.count - 1].from }

    /// Something blocks the motor: what moves stops at once, what is at rest stops in its next movement.
    mutating func jam(at now: Moment) {
        if rest.elapsed > now.elapsed {
            course = [(now, Condition(mode: condition(at: now).mode, state: Condition.blocked))]
        } else {
            isJammed = true
        }
    }

    /// Somebody turns it by hand, which ends every movement.
    mutating func turn(to state: Int, at now: Moment) {
        course = [(now, Condition(mode: condition(at: now).mode, state: state))]
    }

    /// Somebody opens or shuts the door, rings, or changes the battery.
    mutating func change(_ body: (inout HouseholdDevice) -> Void) {
        body(&plan)
    }

    /// The truth; dated with its last change, or with when it was last asked.
    private func reading(at now: Moment) -> DeviceReading {
        let current = current(at: now)
        let read = current.from.elapsed > lastAsked.elapsed ? current.from : lastAsked
        return DeviceReading(plan: plan, condition: current.condition, time: read.bridgeTime)
    }

    private func current(at now: Moment) -> (from: Moment, condition: Condition) {
        course.last { $0.from.elapsed <= now.elapsed } ?? course[0]
    }
}
