import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Linux
import NukiDomain

extension BridgeSupervisor {
    /// How long one `/info` counts for who the bridge is and how its clock goes.
    private static let introductionLasts = Duration.seconds(3600)

    /// The bridge has to say who it is before anything else is asked.
    var needsIntroduction: Bool { introduced.map { uptime - $0 >= Self.introductionLasts } ?? true }

    /// A token in clear does not go twice to an address where another bridge lives: that waits for a person.
    var staysAway: Bool {
        guard case .replaced = schedule.state else { return false }
        return bridge.credential.mode == .plain
    }

    /// Asks who lives at the address and what time it is there.
    func introduce(_ turn: consuming BridgeLane.Turn) async {
        introduced = nil
        let place = bridge.entry.endpoint
        let client = client
        do throws(LaneError) {
            let details = try await turn.spend { () async throws(BridgeError) in try await client.details() }
            guard place == bridge.entry.endpoint else { return }
            guard let id = BridgeIdentity.id(of: details.info, expected: bridge.entry.id) else {
                return await settle(.failed("it has no hardware id"))
            }
            do {
                try BridgeIdentity.check(id, expected: bridge.entry.id)
            } catch {
                return await settle(.replaced(by: id))
            }
            introduced = uptime
            self.details = details
            if let clocks = details.info.clocks(here: means.dialer.now) { await take(clockAhead: clocks.seconds) }
            await findCallbackAddress()
            pollDue = max(pollDue, uptime + gap)
        } catch {
            if place == bridge.entry.endpoint { await settle(PollOutcome(error)) }
        }
    }

    private func take(clockAhead measured: Int) async {
        measuredOffset = measured
        // Whose clock is wrong cannot be told while nothing keeps ours right: stamps go no further ahead.
        let isUnsure = measured > offset.seconds && !means.isClockSet()
        await tell(BridgeNotice.ownClockUnset(offset: measured), while: isUnsure)
        guard !isUnsure else { return }
        let isFollowed = offset.take(measured)
        await tell(BridgeNotice.clockDoubtful(offset: measured), while: !isFollowed)
        await tell(BridgeNotice.clockDrifts(offset: measured), while: isFollowed && abs(measured) > 20)
    }

    /// Asks for all devices.
    func list(_ turn: consuming BridgeLane.Turn) async {
        let source = confirmation?.source == .command ? ValueSource.command : .poll
        let (place, began) = (bridge.entry.endpoint, uptime)
        let client = client
        confirmation = nil
        do throws(LaneError) {
            let listing = try await turn.spend { () async throws(BridgeError) in try await client.list() }
            guard place == bridge.entry.endpoint else { return }
            await take(listing, began: began, source: source)
        } catch {
            if place == bridge.entry.endpoint { await settle(PollOutcome(error)) }
        }
    }

    private func take(_ listing: DeviceListing, began: Duration, source: ValueSource) async {
        for device in book.unnamed(in: listing) {
            book.name(device.key, slug: await means.names.slug(for: device))
        }
        await settle(.answered(listing))
        let events = book.take(listing, began: began, source: source, at: moment)
        stuck.take(book.devices, at: uptime)
        await tell(events, source: source)
        let changes = events.count {
            if case .deviceChanged(let old, let new) = $0 { old.differs(from: new) } else { false }
        }
        guard source == .poll, let all = proof.miss(changes), let callbackURL else { return }
        await tell(.notice(.callbacksUnheard(changes: all, address: "http://\(callbackURL.authorityOfURL)")))
    }

    /// Has the bridge ask a device itself whose state seems stuck, as far as its battery may be used for that.
    func read(_ key: DeviceKey, _ turn: consuming BridgeLane.Turn) async {
        stuck.settle(key)
        let now = means.dialer.now
        let recent = (book.memory.devices[key]?.reads ?? []).filter { (0..<86_400).contains(now.timeIntervalSince($0)) }
        guard recent.count < settings.lockStateBudget else { return turn.waive() }
        book.memory.devices[key]?.reads = recent + [now]
        let client = client
        do throws(LaneError) {
            let state = try await turn.spend { () async throws(BridgeError) in try await client.state(of: key) }
            await tell(book.take(answer: state, of: key, at: moment), source: .command)
        } catch {
            // It was a try: the next list says how the bridge fares.
            await tell([])
        }
    }

    /// Takes what came of a poll: the state, the time of the next one, and who hears of it.
    func settle(_ outcome: PollOutcome) async {
        // What a cancelled request says is not the bridge's doing.
        guard !Task.isCancelled else { return }
        if outcome.shakesTrust { introduced = nil }
        pollDue = uptime + schedule.pause(after: outcome, jitter: &jitter)
        restsUntil = outcome == .busy ? pollDue : .zero
        confirmation = confirmation.flatMap { asked in
            switch outcome {
            // Asked for while this list was under way, which may be older than what it shall confirm.
            case .answered: asked
            case .busy: (max(asked.due, pollDue), asked.source)
            case .refused, .replaced, .failed: nil
            }
        }
        pollsLeft = pollsLeft.map { $0 - 1 }
        if let news = news(of: outcome), schedule.state != toldState {
            toldState = schedule.state
            await tell(news)
        }
        if schedule.state != .online { await tell(book.goStale()) }
        if let reason = outcome.reason { failAll(reason) }
        await search?.polled(outcome, isLost: schedule.state == .unreachable, stampOffset: offset.seconds)
    }

    /// The event that the bridge's state is worth; nil while nothing is certain.
    private func news(of outcome: PollOutcome) -> LoopEvent.Kind? {
        switch (schedule.state, outcome) {
        case (.online, .answered(let listing)): .bridgeOnline(devices: listing.devices.count)
        case (.unreachable, .failed(let reason)): .bridgeUnreachable(at: bridge.entry.endpoint.host, reason: reason)
        case (.refused, _): .bridgeRefused
        case (.replaced(let other), _): .bridgeReplaced(by: other)
        default: nil
        }
    }
}

extension PollOutcome {
    /// Why nothing can be asked of the bridge now; nil if something can.
    fileprivate var reason: String? {
        switch self {
        case .answered, .busy: nil
        case .refused: "the bridge refuses the stored token"
        case .replaced: "another bridge answers at its address"
        case .failed(let reason): reason
        }
    }
}

extension DeviceSnapshot {
    /// Something changed that a bridge tells of by itself.
    fileprivate func differs(from other: DeviceSnapshot) -> Bool {
        device.state?.number != other.device.state?.number || device.state?.mode != other.device.state?.mode
            || device.state?.door != other.device.state?.door || device.state?.ring != other.device.state?.ring
    }
}
