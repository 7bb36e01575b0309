import BridgeAPI
import Entries
import Linux
import NukiDomain

/// A command whose turn has not come.
struct WaitingCommand {
    let number: Int
    let command: DeviceCommand
    /// When it expires, since boot.
    let deadline: Duration
    let end: CheckedContinuation<CommandReport.Outcome, Never>
}

extension BridgeSupervisor {
    /// More commands than this do not wait: nobody asks so many in ten seconds.
    private static let longestQueue = 16

    /// Carries out a command as soon as the bridge is free, or says why not.
    func carryOut(_ command: DeviceCommand) async -> CommandReport {
        let asked = uptime
        reports += 1
        defer { reported() }
        let outcome = await outcome(of: command, deadline: asked + command.lifetime)
        let report = CommandReport(
            command: command, outcome: outcome, took: uptime - asked, device: book[command.device])
        await tell(.commandResult(report), source: .command)
        return report
    }

    private func reported() {
        reports -= 1
        guard reports == 0 else { return }
        allReported?.resume()
        allReported = nil
    }

    private func outcome(of command: DeviceCommand, deadline: Duration) async -> CommandReport.Outcome {
        if isEnding { return .failed("the loop ends") }
        if staysAway { return .failed("another bridge answers at its address") }
        guard waiting.count < Self.longestQueue else { return .failed("too many commands wait") }
        lastCommand += 1
        let number = lastCommand
        let clock = means.clock
        let expiry = Task {
            do {
                try await clock.sleep(for: command.lifetime)
            } catch {
                return
            }
            expire(number)
        }
        defer { expiry.cancel() }
        return await withCheckedContinuation { end in
            waiting.append(WaitingCommand(number: number, command: command, deadline: deadline, end: end))
            wake()
        }
    }

    /// A command that waits for so long is not carried out any more.
    private func expire(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).end.resume(returning: .expired)
    }

    /// Ends all commands of which nothing was sent.
    func failAll(_ reason: String) {
        for command in waiting { command.end.resume(returning: .failed(reason)) }
        waiting.removeAll()
    }

    /// Carries out the command that waits longest, from its first request to its outcome.
    func carryOutNext() async {
        let next = waiting.removeFirst()
        isCommanded = true
        let outcome = await carryOut(next)
        isCommanded = false
        // The bridge's own list shows what became of it.
        if introduced != nil || outcome == .unknown { confirmation = (uptime, .command) }
        next.end.resume(returning: outcome)
    }

    private func carryOut(_ next: WaitingCommand) async -> CommandReport.Outcome {
        let (command, key) = (next.command, next.command.device)
        guard let device = book[key] else { return .failed("the bridge lists no such device") }
        do throws(ActionRefusal) {
            let state = device.device.state
            // Ending a mode that is not known does no harm.
            let orders = try command.action.orders(
                for: key.type, isContinuous: state?.mode == nil || state?.isContinuous == true)
            let place = bridge.entry.endpoint
            return await CommandRun(command: command, deadline: next.deadline, clock: means.clock).carryOut(
                orders, send: { await send($0, command, to: place, by: $1) }, read: { await read(key) })
        } catch {
            return .failed(error.description)
        }
    }

    private func send(
        _ order: LockAction, _ command: DeviceCommand, to place: Endpoint, by deadline: Duration
    ) async -> CommandRun.Failure? {
        do throws(LaneError) {
            let turn = try await lane.turn(within: max(deadline - uptime, .zero))
            let left = deadline - uptime
            guard left > .zero, !isEnding else {
                turn.waive()
                return isEnding ? .notAsked("the loop ends") : .expired
            }
            // Whoever lives at another address now has to say first who it is.
            guard bridge.entry.endpoint == place else {
                turn.waive()
                return .notAsked("the bridge moved meanwhile")
            }
            let client = client
            _ = try await turn.spend { () async throws(BridgeError) in
                try await client.perform(
                    order, on: command.device, nowait: command.nowait, connectingWithin: left)
            }
            return nil
        } catch {
            switch error {
            case .taken: return .expired
            case .lockFile(let error): return .notAsked("its lock file: \(error)")
            case .cancelled: return .notAsked("the loop ends")
            case .bridge(let error):
                if error.shakesTrust { introduced = nil }
                return .bridge(error)
            }
        }
    }

    /// What the device says when the bridge asks it now; nil if that brings nothing.
    private func read(_ key: DeviceKey) async -> DeviceState? {
        guard !isEnding else { return nil }
        let client = client
        do throws(LaneError) {
            let state = try await lane.pass { () async throws(BridgeError) in try await client.state(of: key) }
            await tell(book.take(answer: state, of: key, at: moment), source: .command)
            return state
        } catch {
            // The outcome stays unknown, which the report says.
            return nil
        }
    }
}

extension BridgeError {
    /// Whoever lives at the address has to say who it is again; a no to one device's command is no such reason.
    fileprivate var shakesTrust: Bool {
        switch self {
        case .noAnswer, .signInRefused, .switchedOff, .status, .brokenAnswer, .notABridge: true
        case .badRequest, .unknownDevice, .deviceOffline, .busy, .unsuccessful: false
        }
    }
}
