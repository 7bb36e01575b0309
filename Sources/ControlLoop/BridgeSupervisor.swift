import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Linux
import NukiDomain

/// Keeps the state of one bridge's devices true: signs in, polls, and tells what changed.
actor BridgeSupervisor {
    /// How long one `/info` counts for who the bridge is and how its clock goes.
    private static let introductionLasts = Duration.seconds(3600)

    private let bridge: KnownBridge
    /// Learns from the polls whether the bridge left; nil where it is not followed.
    private let search: MoveSearch?
    private var endpoint: Endpoint
    private let lane: BridgeLane
    private let dialer: BridgeDialer
    private let clock: any BootClock
    private let sink: any EventSink
    private var jitter: any RandomNumberGenerator & Sendable
    private var schedule: PollSchedule
    private var offset: ClockOffset
    private var devices: [DeviceSnapshot] = []
    private var unreadable: [String] = []
    /// When the bridge last said who it is, as time since boot; nil whenever it has to say so again.
    private var introduced: Duration?
    /// The state that the sink heard of last.
    private var toldState = BridgeState.connecting
    private var toldOfClock = false
    /// The pause until the next poll.
    private let pause = Nap()

    init(
        _ bridge: KnownBridge, search: MoveSearch? = nil, interval: Duration, lane: BridgeLane, dialer: BridgeDialer,
        sink: any EventSink,
        clock: any BootClock, jitter: any RandomNumberGenerator & Sendable
    ) {
        self.bridge = bridge
        self.search = search
        endpoint = bridge.entry.endpoint
        self.lane = lane
        self.dialer = dialer
        self.sink = sink
        self.clock = clock
        self.jitter = jitter
        schedule = PollSchedule(interval: interval)
        offset = ClockOffset(configured: bridge.entry.clockOffset)
    }

    /// Polls until the task is cancelled or, with a limit, that often; returns how things stand then.
    func run(polls limit: Int? = nil) async -> BridgeState {
        var polls = 0
        while !Task.isCancelled {
            let outcome = await poll()
            // What a cancelled request says is not the bridge's doing.
            if Task.isCancelled { break }
            let pause = schedule.pause(after: outcome, jitter: &jitter)
            await tell(outcome)
            await search?.polled(
                outcome, isLost: schedule.state == .unreachable, stampOffset: offset.seconds)
            polls += 1
            if polls == limit { break }
            if staysAway(after: outcome) { await Self.untilCancelled(clock) }
            await self.pause.sleep(pause, clock)
        }
        return schedule.state
    }

    /// Goes on, at once, where the bridge lives now.
    func moved(to place: Endpoint) {
        endpoint = place
        introduced = nil
        pause.end()
    }

    /// A token in clear does not go twice to an address where another bridge lives: that waits for a person.
    private func staysAway(after outcome: PollOutcome) -> Bool {
        guard case .replaced = outcome else { return false }
        return bridge.credential.mode == .plain
    }

    private static func untilCancelled(_ clock: any BootClock) async {
        // Cancelling is the only way for a sleep to fail, and the end of this one.
        while !Task.isCancelled { try? await clock.sleep(for: .seconds(86_400)) }
    }

    private func poll() async -> PollOutcome {
        if let obstacle = await search?.obstacle() { return .failed(obstacle) }
        let outcome: PollOutcome
        do {
            if needsIntroduction, let stranger = try await introduce() { return .replaced(by: stranger) }
            outcome = .answered(try await lane.pass { () async throws(BridgeError) in try await client.list() })
        } catch {
            outcome = PollOutcome(error)
        }
        if outcome.shakesTrust { introduced = nil }
        return outcome
    }

    private var client: BridgeClient {
        dialer.client(endpoint, credential: bridge.credential, bridgeOffset: offset.seconds)
    }

    private var needsIntroduction: Bool {
        introduced.map { clock.sinceBoot - $0 >= Self.introductionLasts } ?? true
    }

    /// Asks who lives at the address and what time it is there; returns the id of a bridge that should not.
    private func introduce() async throws(LaneError) -> BridgeID? {
        introduced = nil
        let info = try await lane.pass { () async throws(BridgeError) in try await client.info().info }
        guard let id = info.id else { throw .bridge(.notABridge("it has no hardware id")) }
        do {
            try BridgeIdentity.check(id, expected: bridge.entry.id)
        } catch {
            return id
        }
        introduced = clock.sinceBoot
        if let clocks = info.clocks(here: dialer.now) { await take(clockAhead: clocks.seconds) }
        return nil
    }

    private func take(clockAhead measured: Int) async {
        guard !offset.take(measured) else {
            toldOfClock = false
            return
        }
        if !toldOfClock { await tell(.notice(.clockDoubtful(offset: measured))) }
        toldOfClock = true
    }

    private func tell(_ outcome: PollOutcome) async {
        if let news = news(of: outcome), schedule.state != toldState {
            toldState = schedule.state
            await tell(news)
        }
        guard case .answered(let new) = outcome else { return }
        var listed: Set<DeviceKey> = []
        // A list with one device twice would be a bridge's mistake; the first of them counts.
        let snapshots = new.devices.filter { listed.insert($0.key).inserted }.map { device in
            DeviceSnapshot(
                bridge: bridge.entry.id, device: device, slug: EntitySlug.of(device.name) ?? "\(device.key.id)",
                entities: [.lock], asked: dialer.now)
        }
        for change in StateDiff.events(from: devices, to: snapshots) { await tell(change) }
        devices = snapshots
        for reason in new.unreadable where !unreadable.contains(reason) {
            await tell(.notice(.deviceUnreadable(reason: reason)))
        }
        unreadable = new.unreadable
    }

    /// The event that the bridge's state is worth; nil while nothing is certain.
    private func news(of outcome: PollOutcome) -> LoopEvent.Kind? {
        switch (schedule.state, outcome) {
        case (.online, .answered(let listing)): .bridgeOnline(devices: listing.devices.count)
        case (.unreachable, .failed(let reason)): .bridgeUnreachable(reason: reason)
        case (.refused, _): .bridgeRefused
        case (.replaced(let other), _): .bridgeReplaced(by: other)
        default: nil
        }
    }

    private func tell(_ kind: LoopEvent.Kind) async {
        await sink.take(LoopEvent(at: dialer.now, bridge: bridge.entry.id, bridgeName: bridge.entry.name, kind: kind))
    }
}
