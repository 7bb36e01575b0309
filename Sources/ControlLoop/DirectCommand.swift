public import BridgeAPI
import Entries
public import Linux
public import NukiDomain

/// Carries out commands where no loop runs: at the bridge itself, in its lane, by the loop's rules.
public actor DirectCommand {
    private let client: BridgeClient
    private let lane: BridgeLane
    private let clock: any BootClock
    /// Why the last request failed, for whoever wants to say more than the report does.
    public private(set) var failure: LaneError?

    /// - Parameters:
    ///   - lane: the bridge's, which keeps the pause between two requests.
    ///   - neighbourhood: where the hardware that a token in clear goes to is looked at.
    public init(
        to bridge: KnownBridge, lane: BridgeLane, dialer: BridgeDialer, neighbourhood: Neighbourhood,
        clock: any BootClock = ContinuousClock()
    ) {
        client = dialer.client(of: bridge, in: neighbourhood)
        self.lane = lane
        self.clock = clock
    }

    /// Carries out one command, which expires as a loop's does.
    public func carryOut(_ command: DeviceCommand) async -> CommandReport {
        let asked = clock.sinceBoot
        let outcome = await outcome(of: command, by: asked + command.lifetime)
        return CommandReport(command: command, outcome: outcome, took: clock.sinceBoot - asked)
    }

    private func outcome(of command: DeviceCommand, by deadline: Duration) async -> CommandReport.Outcome {
        do throws(ActionRefusal) {
            let orders = try command.action.orders(
                for: command.device.type, isContinuous: mayBeContinuous(command))
            return await CommandRun(command: command, deadline: deadline, clock: clock).carryOut(
                orders, send: { await send($0, command, by: $1) }, read: { await read(command.device) })
        } catch {
            return .failed(error.description)
        }
    }

    /// Nobody knows the mode without asking, and ending one that is off does no harm.
    private func mayBeContinuous(_ command: DeviceCommand) -> Bool { command.device.type == .opener }

    private func send(
        _ order: LockAction, _ command: DeviceCommand, by deadline: Duration
    ) async -> CommandRun.Failure? {
        failure = nil
        do throws(LaneError) {
            let turn = try await lane.turn(within: max(deadline - clock.sinceBoot, .zero))
            let left = deadline - clock.sinceBoot
            guard left > .zero else {
                turn.waive()
                return .expired
            }
            let client = client
            _ = try await turn.spend { () async throws(BridgeError) in
                try await client.perform(
                    order, on: command.device, nowait: command.nowait, connectingWithin: left)
            }
            return nil
        } catch {
            failure = error
            return switch error {
            case .taken: .expired
            case .lockFile(let error): .notAsked("its lock file: \(error)")
            case .cancelled: .notAsked("stopped")
            case .bridge(let error): .bridge(error)
            }
        }
    }

    private func read(_ device: DeviceKey) async -> DeviceState? {
        let client = client
        // The outcome stays unknown, which the report says.
        return try? await lane.pass { () async throws(BridgeError) in try await client.state(of: device) }
    }
}
