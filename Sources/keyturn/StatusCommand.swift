import ArgumentParser
import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
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
            let rows = try await rows(locations)
            if shared.json {
                Output.line(StatusReport(bridges: rows))
            } else {
                rows.flatMap { $0.lines(at: Date()) }.forEach(Output.line)
            }
            for case let diagnosis? in rows.map(\.failure) { Output.complain(diagnosis) }
            if let exit = rows.compactMap(\.exit).first { throw ExitCode(exit.rawValue) }
        }
    }

    /// What a running loop knows, else what the bridges say now.
    private func rows(_ locations: Locations) async throws -> [BridgeStatus] {
        if let loop = try LoopClient.running(locations) {
            return try await loop.bridges().map { BridgeStatus(report: $0) }
        }
        // Before the lanes, for which folders are made: where nothing is configured nothing is left behind.
        let bridges = try KnownBridge.all(EntryStore(locations))
        return try await Composition.bridgeLines(locations).statuses(of: bridges)
    }
}

extension BridgeLines {
    /// What the bridges say now, in their order.
    func statuses(of bridges: [KnownBridge]) async -> [BridgeStatus] {
        // Bridges are asked side by side: a dead one keeps nobody waiting.
        await withTaskGroup(of: (Int, BridgeStatus).self) { group in
            for (index, bridge) in bridges.enumerated() {
                group.addTask { (index, await line(to: bridge).status()) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

extension BridgeLine {
    /// Who the bridge is and what its devices do, if it is the one that was configured.
    func status() async -> BridgeStatus {
        do throws(Diagnosis) {
            let info = try await ask { client async throws(BridgeError) in try await client.info().info }
            let asked = now
            try check(info)
            let listing = try await ask { client async throws(BridgeError) in try await client.list() }
            return BridgeStatus(entry, info, listing, wishes, asked: asked)
        } catch {
            return BridgeStatus(entry, failure: error)
        }
    }

    /// Throws unless what answers is the bridge that was configured.
    func check(_ info: BridgeInfo) throws(Diagnosis) {
        do throws(ProbeError) {
            guard let found = BridgeIdentity.id(of: info, expected: id) else { throw .noHardwareID }
            try BridgeIdentity.check(found, expected: id)
        } catch {
            throw Diagnosis(error, at: endpoint)
        }
    }
}
