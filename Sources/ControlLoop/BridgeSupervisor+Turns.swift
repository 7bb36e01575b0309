import Entries
import Linux
import NukiDomain

extension BridgeSupervisor {
    /// What can be done when the bridge is free.
    enum Job {
        case introduce, list, command, callbacks
        case read(DeviceKey)
    }

    /// What can wait leaves the bridge free for the poll that comes next, and has a time for itself after each poll.
    private var hasTime: Bool { pollDue - uptime > min(gap * 2, schedule.interval / 2) }

    /// What the bridge needs between two requests.
    var gap: Duration { .seconds(settings.requestGapSeconds) }

    /// The most urgent job that is due; nil to wait.
    var nextJob: Job? { job(withTime: hasTime) }

    private func job(withTime hasTime: Bool) -> Job? {
        let now = uptime
        if staysAway { return nil }
        if !waiting.isEmpty {
            if introduced == nil { return restsUntil <= now ? .introduce : nil }
            return book.isListed ? .command : .list
        }
        if pollDue <= now || confirmation.map({ $0.due <= now }) ?? false {
            return needsIntroduction ? .introduce : .list
        }
        guard introduced != nil, schedule.state == .online, hasTime else { return nil }
        if let key = stuck.next(at: now) { return .read(key) }
        return callbackDue <= now && isTellable ? .callbacks : nil
    }

    /// When something is due, since boot; nil to wait for others.
    var nextDue: Duration? {
        var times = [book.nextSilence].compactMap(\.self)
        guard !staysAway else { return times.min() }
        times.append(pollDue)
        if let confirmation { times.append(confirmation.due) }
        if !waiting.isEmpty { times.append(restsUntil) }
        if introduced != nil, schedule.state == .online, isTellable, hasTime { times.append(callbackDue) }
        return times.min()
    }

    /// There is work, now or later.
    var goesOn: Bool { !Task.isCancelled && !isClosing && pollsLeft.map { $0 > 0 } ?? true }

    /// Nothing more is begun.
    var isEnding: Bool { isClosing || Task.isCancelled }

    /// Waits until something is due, or somebody wants something.
    func idle() async {
        await rest.sleep(nextDue.map { max($0 - uptime, .zero) })
    }

    /// Cuts a wait short.
    func wake() { rest.end() }

    private func notePoll() {
        let late = uptime - pollDue
        // What somebody asks for between two polls is not late.
        if waiting.isEmpty, confirmation == nil { mostLate = max(mostLate, late) }
    }

    /// Waits for the bridge to be free and does then what is most urgent; ended by ``close()`` alone or with everything.
    func fly() async {
        let flight = Task(executorPreference: means.executor) { await self.takeTurn() }
        self.flight = flight
        await withTaskCancellationHandler {
            await flight.value
        } onCancel: {
            flight.cancel()
        }
        self.flight = nil
    }

    private func takeTurn() async {
        if let obstacle = await search?.obstacle() { return await settle(.failed(obstacle)) }
        do throws(LaneError) {
            let turn = try await lane.turn()
            // What was worth the wait is not given up because the wait took time.
            guard !isEnding, let job = job(withTime: true) else { return turn.waive() }
            switch job {
            case .introduce:
                notePoll()
                await introduce(turn)
            case .list:
                notePoll()
                await list(turn)
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
