import ArgumentParser
import BridgeAPI
import ControlLoop
import Discovery
import Entries
import Guidance
import Linux
import NukiDomain
import TerminalUI

/// `keyturn status`: one look at every configured bridge.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show every configured bridge and its devices.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let locations = try shared.locations()
            let bridges = try KnownBridge.all(EntryStore(locations))
            let look = try Composition.statusLook(locations)
            // Bridges are asked side by side: a dead one keeps nobody waiting.
            let rows = await withTaskGroup(of: (Int, BridgeStatus).self) { group in
                for (index, bridge) in bridges.enumerated() { group.addTask { (index, await look.status(of: bridge)) } }
                return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
            }
            if shared.json {
                Output.line(StatusReport(bridges: rows))
            } else {
                rows.flatMap(\.lines).forEach(Output.line)
            }
            for case .failed(let diagnosis) in rows.map(\.answer) { Output.complain(diagnosis) }
            if let exit = rows.compactMap(\.failure?.exit).first { throw ExitCode(exit.rawValue) }
        }
    }
}

/// Asks bridges directly, one request at a time each, with the gap that they need.
struct StatusLook: Sendable {
    let dialer: BridgeDialer
    let lanes: String
    let gap: Duration

    func status(of bridge: KnownBridge) async -> BridgeStatus {
        let entry = bridge.entry
        let client = dialer.client(entry.endpoint, credential: bridge.credential, bridgeOffset: entry.clockOffset)
        let lane = BridgeLane(to: entry.id, folder: lanes, gap: gap)
        do throws(LaneError) {
            let info = try await lane.pass { () async throws(BridgeError) in try await client.info().info }
            let asked = dialer.now
            if let other = stranger(info.id, insteadOf: entry) {
                return BridgeStatus(entry: entry, answer: .failed(other))
            }
            let listing = try await lane.pass { () async throws(BridgeError) in try await client.list() }
            return BridgeStatus(entry: entry, answer: .online(info, listing, asked: asked))
        } catch {
            return BridgeStatus(entry: entry, answer: .failed(Diagnosis(error, at: entry.endpoint)))
        }
    }

    private func stranger(_ found: BridgeID?, insteadOf entry: BridgeEntry) -> Diagnosis? {
        do throws(ProbeError) {
            guard let found else { throw .noHardwareID }
            try BridgeIdentity.check(found, expected: entry.id)
            return nil
        } catch {
            return Diagnosis(error, at: entry.endpoint)
        }
    }
}
