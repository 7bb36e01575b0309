public import BridgeAPI
public import Entries
public import Linux
public import NukiDomain
public import ServiceLifecycle

/// What runs after setup: polls every bridge by itself and tells a sink what it notices.
///
/// It runs until it is cancelled or its ``ServiceGroup`` shuts down, which ends every wait and every request at once.
public struct ControlLoop: Service {
    private let bridges: [KnownBridge]
    private let settings: LoopSettings
    private let lanes: String
    private let dialer: BridgeDialer
    private let sink: any EventSink
    private let clock: any BootClock
    private let jitter: any RandomNumberGenerator & Sendable
    private let pollLimit: Int?
    private let relocation: Relocation?

    /// - Parameters:
    ///   - lanes: the folder of the bridges' lock files; it has to exist.
    ///   - jitter: keeps polls out of step; every bridge draws from a copy.
    ///   - relocation: follows bridges that change address; nil leaves them alone.
    ///   - pollLimit: ends the loop after this many polls of each bridge, answered or not.
    public init(
        _ bridges: [KnownBridge], settings: LoopSettings, lanes: String, dialer: BridgeDialer, sink: any EventSink,
        clock: any BootClock = ContinuousClock(),
        jitter: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        relocation: Relocation? = nil, pollLimit: Int? = nil
    ) {
        self.bridges = bridges
        self.settings = settings
        self.lanes = lanes
        self.dialer = dialer
        self.sink = sink
        self.clock = clock
        self.jitter = jitter
        self.pollLimit = pollLimit
        self.relocation = relocation
    }

    /// Runs until it is told to end, which is no error.
    ///
    /// - Throws: ``BridgesNotOnline`` if the poll limit was reached and the last poll of a bridge brought no answer.
    public func run() async throws {
        let absent = await cancelWhenGracefulShutdown { await supervise() }
        if !absent.isEmpty { throw BridgesNotOnline(bridges: absent) }
    }

    /// Returns the bridges that were not online at the end, unless somebody ended it.
    private func supervise() async -> [BridgeID] {
        let searches = bridges.map { relocation?.search(for: $0) }
        let supervisors = zip(bridges, searches).map { supervisor(of: $0, $1) }
        let pairs = zip(supervisors, searches).compactMap { pair in pair.1.map { (pair.0, $0) } }
        // Ends with the polls.
        async let _ = relocation?.follow(pairs, sink)
        return await withTaskGroup { group in
            for (bridge, supervisor) in zip(bridges, supervisors) {
                group.addTask { await supervisor.run(polls: pollLimit) == .online ? bridge.entry.id : nil }
            }
            let online = await group.reduce(into: Set<BridgeID?>()) { $0.insert($1) }
            return Task.isCancelled ? [] : bridges.map(\.entry.id).filter { !online.contains($0) }
        }
    }

    private func supervisor(of bridge: KnownBridge, _ search: MoveSearch?) -> BridgeSupervisor {
        let interval = bridge.entry.pollSeconds.map(Double.init) ?? settings.pollSeconds
        let lane = BridgeLane(
            to: bridge.entry.id, folder: lanes, gap: .seconds(settings.requestGapSeconds), clock: clock)
        return BridgeSupervisor(
            bridge, search: search, interval: .seconds(interval), lane: lane, dialer: dialer, sink: sink, clock: clock,
            jitter: jitter)
    }
}

/// A loop with a poll limit reached it, and these bridges did not answer their last poll.
public struct BridgesNotOnline: Error, Hashable, Sendable {
    /// Never empty.
    public let bridges: [BridgeID]
}
