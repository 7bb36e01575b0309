public import BridgeAPI
import Discovery
public import Entries
public import Linux
public import NukiDomain

/// What searches for bridges work with; all of them share one pace and one memory.
public struct MoveMeans: Sendable {
    /// How a search goes about it.
    public enum Manner: Hashable, Sendable {
        /// Looks at the stored address by itself and ends with its first finding.
        case once
        /// Looks by itself and goes on, and tells after so long that a bridge is missed.
        case watching(patience: Duration)
        /// The control loop's polls are the looks; by itself it looks only when somebody speaks of another address.
        case besidePolls
        /// Connects nowhere and tells what it hears: the first of it, or all.
        case listening(goesOn: Bool)
    }

    let store: EntryStore
    let dialer: BridgeDialer
    let lanes: String
    let gap: Duration
    let memory: ProbeMemory
    let neighbourhood: Neighbourhood
    /// Its neighbours, for polls.
    let glance: NeighbourGlance
    let usesNeighbours: Bool
    let port: Port?
    let clock: any BootClock
    /// The waits of all searches.
    let alarms: AlarmClock
    let pace: LookPace

    /// - Parameters:
    ///   - lanes: the folder of the bridges' lock files.
    ///   - gap: what a bridge needs between two requests.
    ///   - neighbourhood: asked anew for each examination; where it knows no hardware, nothing is signed.
    ///   - usesNeighbours: the neighbour table is a source of addresses too.
    ///   - port: where bridges answer at other addresses; nil for each where it does now.
    public init(
        store: EntryStore, dialer: BridgeDialer, lanes: String, gap: Duration, memory: ProbeMemory,
        neighbourhood: Neighbourhood, usesNeighbours: Bool, port: Port? = nil,
        clock: any BootClock = ContinuousClock()
    ) {
        self.store = store
        self.dialer = dialer
        self.lanes = lanes
        self.gap = gap
        self.memory = memory
        self.neighbourhood = neighbourhood
        glance = NeighbourGlance(clock, read: neighbourhood.neighbours)
        self.usesNeighbours = usesNeighbours
        self.port = port
        self.clock = clock
        alarms = AlarmClock(clock)
        pace = LookPace(clock: clock)
    }

    func witness(of bridge: BridgeID, announce: @escaping @Sendable () async -> Void = {}) -> LaneWitness {
        LaneWitness(
            bridge: bridge, dialer: dialer, lane: BridgeLane(to: bridge, folder: lanes, gap: gap, clock: clock),
            memory: memory, neighbours: neighbourhood.neighbours, announce: announce)
    }

    func proof(of record: BridgeRecord, _ witness: LaneWitness) -> ProofOfMove {
        ProofOfMove(of: record, within: neighbourhood.networks(), witness: witness, clock: timer, port: port, gap: gap)
    }

    /// The clock, for whom the time since boot means nothing.
    var timer: any Clock<Duration> { Self.timer(clock) }

    private static func timer(_ clock: some BootClock) -> any Clock<Duration> { clock }
}
