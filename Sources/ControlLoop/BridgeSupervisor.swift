import BridgeAPI
import Entries
import FoundationEssentials
import Linux
import NukiDomain

/// Keeps the state of one bridge's devices true and carries out commands: one request at a time, people before polls.
///
/// Whenever the bridge is free, the most urgent job is chosen, and each job is one request or a few that belong together.
/// What each answer means is decided by pure values: ``PollSchedule``, ``DeviceBook``, ``CommandRun``,
/// ``CallbackPlan``.
actor BridgeSupervisor {
    /// What it watches.
    var bridge: KnownBridge
    var settings: LoopSettings
    let means: LoopMeans
    /// Learns from the polls whether the bridge left; nil where it is not followed.
    nonisolated let search: MoveSearch?
    var lane: BridgeLane
    var jitter: any RandomNumberGenerator & Sendable

    var schedule: PollSchedule
    var book: DeviceBook
    var stuck = StuckDevices()
    /// What the bridge last said of itself.
    var details: BridgeDetails?
    /// When the bridge last said who it is, as time since boot; nil whenever it has to say so again.
    var introduced: Duration?
    /// When the next poll is due, since boot.
    var pollDue: Duration
    /// When a list is due that shows whether what we heard is true.
    var confirmation: (due: Duration, source: ValueSource)?
    /// A busy bridge is not asked who it is before then.
    var restsUntil = Duration.zero
    var pollsLeft: Int?
    /// The longest that a poll began after it was due.
    var mostLate = Duration.zero

    var offset: ClockOffset
    /// Seconds by which the bridge's clock is ahead, followed or not.
    var measuredOffset: Int
    /// Notices that were told and are still true; each is told once.
    var toldNotices: Set<String> = []
    /// The state that the sink heard of last.
    var toldState = BridgeState.connecting

    /// Commands that wait for their turn, in the order they were asked.
    var waiting: [WaitingCommand] = []
    var lastCommand = 0
    /// A command is being carried out.
    var isCommanded = false

    var proof: CallbackProof
    /// Where the bridge is told to report, and the bridge's own address; nil while one of them is not known.
    var callbackURL: String?
    var peer: IPAddress?
    var callbackDue = Duration.zero
    var callbackSteps = 0
    /// The bridge is known to have none of ours, as it should.
    var isCleared = false
    /// Callbacks that were accepted and not worked on yet.
    var callbacksInHand = 0

    /// Commands whose outcome was not told yet, and who waits for the last of them.
    var reports = 0
    var allReported: CheckedContinuation<Void, Never>?

    /// Events that the sink has not taken yet: the order in which things were noticed is the order they are told in.
    var outbox: [LoopEvent] = []
    var isTelling = false
    let file: MemoryFile?
    var kept: BridgeMemory?
    /// When it has to have taken its next step, since boot; nil while it has nothing to wait for.
    private var stepDue: Duration?
    private var isRemembered = false
    var isFileOurs = true
    var isClosing = false
    /// The wait until something is due.
    let rest: Nap
    var flight: Task<Void, Never>?

    init(
        _ bridge: KnownBridge, settings: LoopSettings, means: LoopMeans,
        jitter: any RandomNumberGenerator & Sendable
    ) {
        self.bridge = bridge
        self.settings = settings
        self.means = means
        search = means.relocation?.search(for: bridge)
        rest = Nap(by: means.alarms)
        self.jitter = jitter
        lane = Self.lane(to: bridge, settings, means)
        schedule = PollSchedule(interval: Self.interval(of: bridge, settings))
        offset = ClockOffset(configured: bridge.entry.clockOffset)
        measuredOffset = bridge.entry.clockOffset
        book = DeviceBook(of: bridge.entry.id, memory: BridgeMemory(), wishes: settings.devices)
        file = means.state.map { MemoryFile(of: bridge.entry.id, state: $0) }
        pollDue = means.clock.sinceBoot
        proof = CallbackProof(isOn: means.callbacks != nil)
    }

    /// Reads what outlasted the last run, so that no other bridge's device is given a name of this one's.
    func remember() async {
        guard !isRemembered else { return }
        isRemembered = true
        do throws(MemoryFault) {
            if let memory = try file?.read() { book.memory = memory }
            kept = file == nil ? nil : book.memory
        } catch {
            // What somebody may still want to read is not written over.
            isFileOurs = false
            await tell(.notice(.memoryUnwritable(reason: error.reason)))
        }
        await means.names.reserve(book.memory.devices.values.map(\.slug))
    }

    /// Has the first poll wait so long, unless somebody wants something sooner.
    func wait(_ pause: Duration) { pollDue = uptime + pause }

    /// Works until the task is cancelled, ``close()`` is called or, with a limit, that many polls are over; returns how
    /// things stand then.
    func run(polls limit: Int? = nil) async -> BridgeState {
        await remember()
        pollsLeft = limit
        while goesOn {
            await tell(book.silence(at: uptime))
            let isIdle = nextJob == nil
            stepDue = (isIdle ? nextDue : uptime).map { $0 + Self.longestStep }
            if isIdle { await idle() } else { await fly() }
        }
        stepDue = nil
        isClosing = true
        failAll("the loop ends")
        if !Task.isCancelled { await removeCallbacks() }
        if reports > 0 { await withCheckedContinuation { allReported = $0 } }
        return schedule.state
    }

    /// Far more than a step may take: a wait for the lane of 90 s, and a command with all that it asks.
    private static let longestStep = Duration.seconds(300)

    /// False once a step is so late that nothing can be expected of it any more.
    var makesProgress: Bool { stepDue.map { uptime < $0 } ?? true }

    /// Takes on nothing new and ends; a command that is under way has 5 s.
    func close() {
        isClosing = true
        failAll("the loop ends")
        wake()
        guard isCommanded else {
            flight?.cancel()
            return
        }
        let (flight, clock) = (flight, means.clock)
        Task {
            // Cancelling nobody's sleep: it ends by time alone.
            try? await clock.sleep(for: .seconds(5))
            flight?.cancel()
        }
    }

    /// Takes another entry, token or other settings; a healthy bridge stays connected.
    func take(_ new: KnownBridge, settings: LoopSettings) async {
        let (old, oldSettings) = (bridge, self.settings)
        guard new.entry != old.entry || !new.isReached(like: old) || settings != oldSettings else { return }
        bridge = new
        self.settings = settings
        lane = Self.lane(to: new, settings, means)
        schedule.interval = Self.interval(of: new, settings)
        if old.entry.clockOffset != new.entry.clockOffset { offset = ClockOffset(configured: new.entry.clockOffset) }
        if !new.isReached(like: old) { beginAnew() }
        // Where callbacks go is found out anew together with who the bridge is.
        if settings.callback != oldSettings.callback || new.entry.callback != old.entry.callback { introduced = nil }
        // Whoever changed something wants to see it.
        pollDue = uptime
        callbackDue = uptime
        // After this bridge and not before: a token in clear is not let go to the old address by what is at the new one.
        await search?.take(new)
        await tell(book.take(wishes: settings.devices, at: moment))
        wake()
    }

    /// Goes on, at once, where the bridge lives now, or is back; its entry says so already.
    func moved(to place: Endpoint) {
        if place == bridge.entry.endpoint {
            introduced = nil
            pollDue = uptime
        } else {
            var entry = bridge.entry
            entry.endpoint = place
            bridge = KnownBridge(entry: entry, token: bridge.credential.token)
            beginAnew()
        }
        wake()
    }

    /// Whoever lives at the address has to say who it is; what went wrong before does not count.
    private func beginAnew() {
        schedule.moved()
        introduced = nil
        peer = nil
        restsUntil = .zero
        pollDue = uptime
        callbackDue = uptime
    }

    /// The bridge was taken out of the configuration: its devices are gone for everybody.
    func leave() async { await tell(book.removeAll()) }

    /// Everything that is known.
    var snapshot: BridgeSnapshot {
        var snapshot = BridgeSnapshot(id: bridge.entry.id, name: bridge.entry.name, endpoint: bridge.entry.endpoint)
        snapshot.state = schedule.state.word
        snapshot.firmware = details?.info.firmware ?? bridge.entry.firmware
        snapshot.uptime = details?.uptime
        snapshot.clockOffset = details == nil ? nil : measuredOffset
        snapshot.callback = proof.standing.rawValue
        snapshot.callbacksHeard = proof.heard
        snapshot.mostLate = mostLate
        for device in details?.inRange ?? [] {
            // A scan may have another type than the list, which is the right one (homebridge-nb #44).
            let key = book.devices.first { $0.key.id == device.key.id }?.key ?? device.key
            snapshot.signals[key] = device.signal
        }
        snapshot.devices = book.devices
        return snapshot
    }
}

extension BridgeSupervisor {
    private static func lane(to bridge: KnownBridge, _ settings: LoopSettings, _ means: LoopMeans) -> BridgeLane {
        BridgeLane(
            to: bridge.entry.id, folder: means.lanes, gap: .seconds(settings.requestGapSeconds), clock: means.clock)
    }

    private static func interval(of bridge: KnownBridge, _ settings: LoopSettings) -> Duration {
        .seconds(bridge.entry.pollSeconds.map(Double.init) ?? settings.pollSeconds)
    }
}

extension KnownBridge {
    /// The same place and the same way to sign in.
    fileprivate func isReached(like other: KnownBridge) -> Bool {
        entry.endpoint == other.entry.endpoint && signsIn(like: other.credential)
    }
}
