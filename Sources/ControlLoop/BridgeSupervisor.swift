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

    /// Events that the sink has not taken yet: the order in which things were noticed is the order they are told in.
    private var outbox: [LoopEvent] = []
    private var isTelling = false
    private let file: MemoryFile?
    private var kept: BridgeMemory?
    private var isRemembered = false
    private var isFileOurs = true
    private var isClosing = false
    private var sleeper: Task<Void, Never>?
    private var flight: Task<Void, Never>?

    init(
        _ bridge: KnownBridge, settings: LoopSettings, means: LoopMeans,
        jitter: any RandomNumberGenerator & Sendable
    ) {
        self.bridge = bridge
        self.settings = settings
        self.means = means
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

    /// Works until the task is cancelled, ``close()`` is called or, with a limit, that many polls are over; returns how
    /// things stand then.
    func run(polls limit: Int? = nil) async -> BridgeState {
        await remember()
        pollsLeft = limit
        while goesOn {
            await tell(book.silence(at: uptime))
            if nextJob == nil { await idle() } else { await fly() }
        }
        isClosing = true
        failAll("the loop ends")
        if !Task.isCancelled { await removeCallbacks() }
        return schedule.state
    }

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
        await tell(book.take(wishes: settings.devices, at: moment))
        wake()
    }

    /// Goes on, at once, where the bridge lives now; its entry says so already.
    func moved(to entry: BridgeEntry) {
        bridge = KnownBridge(entry: entry, token: bridge.credential.token)
        beginAnew()
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
    /// What can be done when the bridge is free.
    enum Job {
        case introduce, list, command, callbacks
        case read(DeviceKey)
    }

    /// The most urgent job that is due; nil to wait.
    var nextJob: Job? {
        let now = uptime
        if staysAway { return nil }
        if !waiting.isEmpty {
            if introduced == nil { return restsUntil <= now ? .introduce : nil }
            return book.isListed ? .command : .list
        }
        if pollDue <= now || confirmation.map({ $0.due <= now }) ?? false {
            return needsIntroduction ? .introduce : .list
        }
        guard introduced != nil, schedule.state == .online else { return nil }
        if let key = stuck.next(at: now) { return .read(key) }
        return callbackDue <= now && isTellable ? .callbacks : nil
    }

    private var nextDue: Duration? {
        var times = [book.nextSilence].compactMap(\.self)
        guard !staysAway else { return times.min() }
        times.append(pollDue)
        if let confirmation { times.append(confirmation.due) }
        if !waiting.isEmpty { times.append(restsUntil) }
        if introduced != nil, schedule.state == .online, isTellable { times.append(callbackDue) }
        return times.min()
    }

    private var goesOn: Bool { !Task.isCancelled && !isClosing && pollsLeft.map { $0 > 0 } ?? true }

    /// Nothing more is begun.
    var isEnding: Bool { isClosing || Task.isCancelled }

    /// Waits until something is due, or somebody wants something.
    private func idle() async {
        let pause = nextDue.map { max($0 - uptime, .zero) } ?? .seconds(86_400)
        let clock = means.clock
        // Cancelling is how the sleep is cut short.
        let sleeper = Task { _ = try? await clock.sleep(for: pause) }
        self.sleeper = sleeper
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
        self.sleeper = nil
    }

    /// Cuts a wait short.
    func wake() { sleeper?.cancel() }

    /// Waits for the bridge to be free and does then what is most urgent; ended by ``close()`` alone or with everything.
    private func fly() async {
        let flight = Task { await takeTurn() }
        self.flight = flight
        await withTaskCancellationHandler {
            await flight.value
        } onCancel: {
            flight.cancel()
        }
        self.flight = nil
    }

    private func takeTurn() async {
        do throws(LaneError) {
            let turn = try await lane.turn()
            guard !isEnding, let job = nextJob else { return turn.waive() }
            switch job {
            case .introduce: await introduce(turn)
            case .list: await list(turn)
            case .read(let key): await read(key, turn)
            case .callbacks: await tendCallbacks(turn)
            case .command:
                turn.waive()
                await carryOutNext()
            }
        } catch {
            await settle(PollOutcome(error))
        }
    }
}

extension BridgeSupervisor {
    /// Since boot.
    var uptime: Duration { means.clock.sinceBoot }

    /// Now, by all clocks.
    var moment: DeviceBook.Moment {
        let now = means.dialer.now
        return DeviceBook.Moment(
            date: now, bridgeDate: now.addingTimeInterval(Double(measuredOffset)), uptime: uptime)
    }

    /// Signs for the bridge as it is configured now.
    var client: BridgeClient {
        means.dialer.client(bridge.entry.endpoint, credential: bridge.credential, bridgeOffset: offset.seconds)
    }

    /// Tells events of one origin, in the order in which they came to be, whoever else is telling.
    func tell(_ kinds: [LoopEvent.Kind], source: ValueSource = .poll, isConfirmed: Bool = true) async {
        keep()
        outbox += kinds.map { event($0, source, isConfirmed) }
        guard !isTelling else { return }
        isTelling = true
        while !outbox.isEmpty { await means.sink.take(outbox.removeFirst()) }
        isTelling = false
    }

    func tell(_ kind: LoopEvent.Kind, source: ValueSource = .poll, isConfirmed: Bool = true) async {
        await tell([kind], source: source, isConfirmed: isConfirmed)
    }

    private func event(
        _ kind: LoopEvent.Kind, _ source: ValueSource = .poll, _ isConfirmed: Bool = true
    ) -> LoopEvent {
        LoopEvent(
            at: means.dialer.now, bridge: bridge.entry.id, bridgeName: bridge.entry.name, kind: kind, source: source,
            isConfirmed: isConfirmed)
    }

    /// Tells a notice once for as long as it stays true.
    func tell(_ notice: BridgeNotice, while isTrue: Bool = true) async {
        guard isTrue else {
            toldNotices.remove(notice.word)
            return
        }
        if toldNotices.insert(notice.word).inserted { await tell(.notice(notice)) }
    }

    /// Writes down what has to outlast a restart, before anybody is told what depends on it.
    private func keep() {
        guard isFileOurs, let file, book.memory != kept else { return }
        kept = book.memory
        do throws(MemoryFault) {
            try file.write(book.memory)
        } catch {
            isFileOurs = false
            outbox.append(event(.notice(.memoryUnwritable(reason: error.reason))))
        }
    }

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
        entry.endpoint == other.entry.endpoint && credential.mode == other.credential.mode
            && credential.token == other.credential.token
    }
}
