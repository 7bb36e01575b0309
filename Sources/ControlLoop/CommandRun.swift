import BridgeAPI
import Linux
import NukiDomain

/// Carries out one command: what is sent, what may be sent again, and what an answer means.
///
/// An action that opens is sent once. Behind a 503, a reset or a `success:false` the door may have opened already
/// (ioBroker.nuki #73), so it is sent again only if certainly no byte of the first try left this machine.
struct CommandRun {
    /// The pauses before an action is sent again.
    static let pauses: [Duration] = [.seconds(1), .seconds(3)]

    let command: DeviceCommand
    /// When the command expires, since boot.
    let deadline: Duration
    let clock: any BootClock

    /// Why a try brought no success.
    enum Failure: Error {
        /// It did not become its turn in time: nothing was sent.
        case expired
        /// The bridge was not asked, for this reason.
        case notAsked(String)
        /// The bridge was asked.
        case bridge(BridgeError)
    }

    /// Sends the orders and says how it ended; with the state, where it had to be read to know.
    ///
    /// - Parameters:
    ///   - send: makes one request, unless the time since boot is past the given one when the bridge is free.
    ///   - read: has the bridge read the device, once; nil where that brings nothing.
    func carryOut(
        _ orders: [LockAction], send: (LockAction, Duration) async -> Failure?, read: () async -> DeviceState?
    ) async -> CommandReport.Outcome {
        for order in orders {
            // What was begun in time is finished: an opener shall not stay half locked.
            let deadline = order == orders.first ? deadline : clock.sinceBoot + command.lifetime
            guard let failure = await insist(on: order, by: deadline, send: send) else { continue }
            return await outcome(after: failure, read: read)
        }
        return command.nowait ? .taken : .done
    }

    private func insist(
        on order: LockAction, by deadline: Duration, send: (LockAction, Duration) async -> Failure?
    ) async -> Failure? {
        guard var last = await send(order, deadline) else { return nil }
        var telling = last
        for pause in Self.pauses {
            guard maySendAgain(after: last), clock.sinceBoot + pause < deadline else { break }
            do {
                try await clock.sleep(for: pause)
            } catch {
                break
            }
            guard let next = await send(order, deadline) else { return nil }
            // The bridge was not asked again: what it said before is the end.
            guard case .bridge = next else { break }
            // A clear no to a later try does not undo what an earlier one may have done.
            if next.isDoubtful || !telling.isDoubtful { telling = next }
            last = next
        }
        return telling
    }

    private func maySendAgain(after failure: Failure) -> Bool {
        guard case .bridge(let error) = failure else { return false }
        if error.nothingWasSent { return !error.wasWithheld }
        guard command.action.mayBeRepeated else { return false }
        return switch error {
        case .unsuccessful, .brokenAnswer: true
        default: error.maySubside
        }
    }

    private func outcome(after failure: Failure, read: () async -> DeviceState?) async -> CommandReport.Outcome {
        switch failure {
        case .expired: return .expired
        case .notAsked(let reason): return .failed(reason)
        case .bridge(let error):
            guard failure.isDoubtful else { return .failed(error.description) }
            let isDone = await read().flatMap { command.action.isDone(in: $0, of: command.device.type.kind) }
            if isDone == true { return .done }
            // After a 503 or a success:false the bridge does no more; after silence it may still be at it.
            return isDone == false && !error.leavesOutcomeOpen ? .failed(error.description) : .unknown
        }
    }
}

extension CommandRun.Failure {
    /// It may have been done all the same.
    fileprivate var isDoubtful: Bool {
        guard case .bridge(let error) = self else { return false }
        return error.leavesOutcomeOpen || error.mayHideSuccess
    }
}

extension BridgeError {
    /// A no that bridges were seen to say of what they had done.
    fileprivate var mayHideSuccess: Bool {
        switch self {
        case .busy, .unsuccessful: true
        default: false
        }
    }
}
