import FoundationEssentials
import NukiDomain

/// A device of a simulated bridge: what it was at the start, and what it has been made to do since.
struct SimulatedDevice: Sendable {
    /// What the household says of it.
    let plan: HouseholdDevice
    /// From when on it is what, in order; the first lies in the past.
    private var course: [(from: Moment, condition: Condition)]
    private var lastAsked: Moment

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

    /// When the bridge last heard of it, by the bridge's clock: at its last change, or when it was last asked.
    func lastRead(at now: Moment) -> Date {
        let change = current(at: now).from
        return change.elapsed > lastAsked.elapsed ? change.bridgeTime : lastAsked.bridgeTime
    }

    /// The bridge asks it over Bluetooth.
    mutating func ask(at now: Moment) {
        lastAsked = now
    }

    /// Begins to move; a movement that is under way ends where it is.
    ///
    /// - Returns: when it will have come to rest.
    mutating func begin(_ motion: Motion, at now: Moment, scaled: (Duration) -> Duration) -> Moment {
        course = [current(at: now)]
        var offset = Motion.connecting
        var rest = now
        for phase in motion.phases {
            rest = now.advanced(by: scaled(offset))
            course.append((rest, phase.condition))
            offset += phase.lasting
        }
        return rest
    }

    private func current(at now: Moment) -> (from: Moment, condition: Condition) {
        course.last { $0.from.elapsed <= now.elapsed } ?? course[0]
    }
}
