import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import Sightings

/// Signs in to bridges that are about to be imported: each has to be the one that the file tells of.
struct ImportCheck: Sendable {
    let dialer: BridgeDialer
    /// What a bridge needs between two requests.
    let gap: Duration

    /// The rows, those that are wanted with what their bridges said.
    func checked(_ rows: [ImportRow]) async -> [ImportRow] {
        await withTaskGroup(of: (Int, ImportRow).self) { group in
            for (index, row) in rows.enumerated() where row.isWanted {
                group.addTask { (index, await checked(row)) }
            }
            return await group.reduce(into: rows) { $0[$1.0] = $1.1 }
        }
    }

    private func checked(_ row: ImportRow) async -> ImportRow {
        var row = row
        let entry = row.plan.entry
        guard let token = row.plan.token else { return row }
        var plan = SignInPlan.only(entry.auth)
        plan.offset = entry.clockOffset
        do throws(ProbeError) {
            let ladder = AuthLadder(endpoint: entry.endpoint, token: token, plan: plan, dialer: dialer, gap: gap)
            var report = try await ladder.climb(expecting: entry.id)
            report.hardware = NeighbourTable.hardwareAddress(of: entry.endpoint.host)
            row.plan.entry.complete(by: report)
        } catch {
            row.failure = Diagnosis(error, at: entry.endpoint)
            if row.isUnreached { row.failure = row.failure?.offering("Or import it unchecked: --no-probe") }
        }
        return row
    }
}

extension Diagnosis {
    /// The same with one more thing to do, in the place of the last of three.
    fileprivate func offering(_ fix: String) -> Diagnosis {
        Diagnosis(id, what, why: why, fixes: fixes.prefix(2) + [fix], exit: exit)
    }
}

extension BridgeEntry {
    /// Takes over what nobody has told yet; what the file says of the bridge is kept.
    fileprivate mutating func complete(by report: ProbeReport) {
        serverID = serverID ?? report.serverID?.rawValue
        mac = mac ?? report.hardware
        firmware = firmware ?? report.firmware
        if devices.isEmpty { devices = report.listing.devices.map { EntryDevice($0) } }
        // Two measurements a moment apart differ by a second or two.
        if abs(report.stampOffset - clockOffset) > 20 { clockOffset = report.stampOffset }
    }
}
