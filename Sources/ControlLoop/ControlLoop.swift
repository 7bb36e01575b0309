public import BridgeAPI
public import Entries
public import Linux
public import NukiDomain
public import ServiceLifecycle

/// What runs after setup: keeps the state of every bridge's devices true, carries out commands, and tells a sink what it
/// notices.
///
/// It runs until it is cancelled or its ``ServiceGroup`` shuts down: then polls end at once, a command that is under way
/// within 5 s, and bridges are told to report no more.
public actor ControlLoop: Service, StateReading, CommandSink {
    /// A part of the loop that runs by itself.
    private enum Start {
        case bridge(BridgeSupervisor)
        case search(MoveSearch, for: BridgeSupervisor)
    }

    /// So many bridges are asked at once when they begin.
    private static let handful = 8
    /// Of more, the others follow so far apart, or nearer if that would take longer than one poll interval.
    private static let longestPause = Duration.milliseconds(250)

    let means: LoopMeans
    private let jitter: any RandomNumberGenerator & Sendable
    private let pollLimit: Int?
    private var settings: LoopSettings
    /// In the order of the entries.
    private var supervisors: [(id: BridgeID, supervisor: BridgeSupervisor)]
    /// Where each bridge reports to.
    private var paths: [String: BridgeSupervisor] = [:]
    /// What a group of tasks is to run; bounded by the number of entries.
    private let starts: AsyncStream<Start>
    private let start: AsyncStream<Start>.Continuation
    private var running = 0
    private var offline: Set<BridgeID> = []
    private var isClosing = false

    /// - Parameters:
    ///   - lanes: the folder of the bridges' lock files; it has to exist.
    ///   - state: the folder of what outlasts a restart; nil keeps nothing.
    ///   - callbacks: where bridges report to; nil where nobody listens.
    ///   - executor: where polls run; nil for where tasks run.
    ///   - jitter: keeps polls out of step; every bridge draws from a copy.
    ///   - relocation: follows bridges that change address; nil leaves them alone.
    ///   - neighbourhood: where the hardware that tokens in clear go to is looked at.
    ///   - pollLimit: ends the loop after this many polls of each bridge, answered or not.
    ///   - isClockSet: whether something keeps this machine's clock right.
    public init(
        _ bridges: [KnownBridge], settings: LoopSettings, lanes: String, state: String? = nil, dialer: BridgeDialer,
        sink: any EventSink, callbacks: (any CallbackReceiving)? = nil,
        relocation: Relocation? = nil, neighbourhood: Neighbourhood = .unknown,
        clock: any BootClock = ContinuousClock(), executor: (any TaskExecutor)? = nil,
        jitter: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(), pollLimit: Int? = nil,
        isClockSet: @escaping @Sendable () -> Bool = { true }
    ) {
        let means = LoopMeans(
            lanes: lanes, state: state, dialer: dialer, sink: sink, clock: clock, executor: executor,
            names: EntityNames(), callbacks: callbacks, relocation: relocation, neighbourhood: neighbourhood,
            isClockSet: isClockSet)
        self.means = means
        self.jitter = jitter
        self.pollLimit = pollLimit
        self.settings = settings
        supervisors = bridges.map {
            ($0.entry.id, BridgeSupervisor($0, settings: settings, means: means, jitter: jitter))
        }
        (starts, start) = AsyncStream.makeStream()
    }

    /// Runs until it is told to end, which is no error.
    ///
    /// - Throws: ``BridgesNotOnline`` if the poll limit was reached and the last poll of a bridge brought no answer.
    public func run() async throws {
        await withGracefulShutdownHandler {
            await supervise()
        } onGracefulShutdown: {
            Task { await self.close() }
        }
        let absent = supervisors.map(\.id).filter(offline.contains)
        if pollLimit != nil, !isClosing, !Task.isCancelled, !absent.isEmpty { throw BridgesNotOnline(bridges: absent) }
    }

    /// Takes other entries and settings: new bridges begin, missing ones end, and the others go on.
    public func reload(_ bridges: [KnownBridge], settings: LoopSettings) async {
        guard !isClosing else { return }
        self.settings = settings
        let old = Dictionary(uniqueKeysWithValues: supervisors.map { ($0.id, $0.supervisor) })
        let ids = Set(bridges.map(\.entry.id))
        let gone = supervisors.filter { !ids.contains($0.id) }
        supervisors = bridges.map { bridge in
            let supervisor =
                old[bridge.entry.id]
                ?? BridgeSupervisor(bridge, settings: settings, means: means, jitter: jitter)
            return (bridge.entry.id, supervisor)
        }
        for (_, supervisor) in gone {
            paths[await supervisor.callbackPath] = nil
            await supervisor.close()
            await supervisor.leave()
        }
        for bridge in bridges { await old[bridge.entry.id]?.take(bridge, settings: settings) }
        await begin(supervisors.filter { old[$0.id] == nil }.map(\.supervisor))
    }

    /// Everything that is known, in the order of the entries.
    public func bridges() async -> [BridgeSnapshot] {
        var snapshots: [BridgeSnapshot] = []
        for (_, supervisor) in supervisors { snapshots.append(await supervisor.snapshot) }
        return snapshots
    }

    /// What is known of one bridge; nil of one that is not configured.
    public func bridge(_ id: BridgeID) async -> BridgeSnapshot? {
        await supervisors.first { $0.id == id }?.supervisor.snapshot
    }

    /// Every bridge's supervisor answers, and is where it should be: what a watchdog wants to know.
    public var makesProgress: Bool {
        get async {
            for (_, supervisor) in supervisors where await !supervisor.makesProgress { return false }
            return true
        }
    }

    /// Carries out a command; see ``CommandSink``.
    public func carryOut(_ command: DeviceCommand) async -> CommandReport {
        guard let supervisor = supervisors.first(where: { $0.id == command.bridge })?.supervisor else {
            let report = CommandReport(
                command: command, outcome: .failed("no such bridge is configured"), took: .zero)
            await means.sink.take(
                LoopEvent(
                    at: means.dialer.now, bridge: command.bridge, bridgeName: "\(command.bridge)",
                    kind: .commandResult(report), source: .command))
            return report
        }
        return await supervisor.carryOut(command)
    }

    /// Takes what somebody posted; false if it is not from a bridge of ours, which wants no answer but a 404.
    ///
    /// It is worked on after this returns: answer a bridge at once.
    ///
    /// - Parameters:
    ///   - sender: the address that the connection came from, IPv4 as such.
    ///   - path: the path of the request, from its slash on.
    public func take(callback body: [UInt8], from sender: IPAddress, path: String) async -> Bool {
        await paths[path]?.take(callback: body, from: sender) ?? false
    }
}

extension ControlLoop {
    private func supervise() async {
        if supervisors.isEmpty, pollLimit != nil { return }
        await begin(supervisors.map(\.supervisor))
        // Ends with the polls.
        async let _ = means.relocation?.watch { await self.searches }
        await withDiscardingTaskGroup { group in
            for await start in starts {
                switch start {
                case .bridge(let supervisor):
                    group.addTask(executorPreference: means.executor) { await self.live(supervisor) }
                case .search(let search, let supervisor):
                    group.addTask { await self.means.relocation?.follow(search, supervisor, self.means.sink) }
                }
            }
        }
    }

    /// Has bridges run, once all know which names they gave before.
    private func begin(_ new: [BridgeSupervisor]) async {
        running += new.count
        for supervisor in new {
            await supervisor.remember()
            paths[await supervisor.callbackPath] = supervisor
        }
        let pause = min(.seconds(settings.pollSeconds) / max(1, new.count), Self.longestPause)
        for (index, supervisor) in new.enumerated() {
            await supervisor.wait(pause * max(0, index - Self.handful + 1))
            if let search = supervisor.search {
                await search.whenStirred { [start] in start.yield(.search(search, for: supervisor)) }
            }
            start.yield(.bridge(supervisor))
        }
    }

    private var searches: [MoveSearch] { supervisors.compactMap(\.supervisor.search) }

    private func live(_ supervisor: BridgeSupervisor) async {
        let state = await supervisor.run(polls: pollLimit)
        await supervisor.search?.finish()
        if state != .online { offline.insert(await supervisor.bridge.entry.id) }
        running -= 1
        if pollLimit != nil, running == 0 { start.finish() }
    }

    /// Takes on nothing new and ends in order, as on a graceful shutdown.
    func close() async {
        isClosing = true
        for (_, supervisor) in supervisors { await supervisor.close() }
        start.finish()
    }
}

/// A loop with a poll limit reached it, and these bridges did not answer their last poll.
public struct BridgesNotOnline: Error, Hashable, Sendable {
    /// Never empty.
    public let bridges: [BridgeID]
}
