import Guidance
import Linux
import Sightings
import Synchronization

/// Where bridges are looked for beside DHCP: what of it can be read on this machine.
struct SourceChecks {
    /// - Parameter paths: lease files; nil for the usual ones.
    func checks(leases paths: [String]? = nil) async -> [Check] { [neighbours] + (await leases(paths)) }

    private var neighbours: Check {
        let id = "source.neighbours"
        do throws(SystemError) {
            let count = try NeighbourTable().neighbours().count
            return Check(id, ok: "The neighbour table can be read: \(count) \(count == 1 ? "host" : "hosts")")
        } catch {
            return Check(id, .warning, Diagnosis(.neighboursUnreadable(error)))
        }
    }

    /// Most machines have no lease file; one that is there and cannot be read is a warning.
    private func leases(_ paths: [String]?) async -> [Check] {
        let id = "source.leases"
        let remarks = Mutex<[SourceRemark]>([])
        let file = LeaseFile(paths, remark: { remark in remarks.withLock { $0.append(remark) } })
        // A file throws nothing: what is wrong with it is a remark.
        let count = (try? await file.sightings().reduce(into: 0) { count, _ in count += 1 }) ?? 0
        let all = remarks.withLock { $0 }
        guard !all.contains(.leasesMissing) else { return [Check(id, ok: "No DHCP server keeps its leases here")] }
        let faults = all.filter { if case .leasesEnded = $0 { false } else { true } }
        guard faults.isEmpty else {
            return faults.enumerated().map { number, fault in
                Check(number == 0 ? id : "\(id).\(number + 1)", .warning, Diagnosis(fault))
            }
        }
        return [Check(id, ok: "The lease files can be read: \(count) \(count == 1 ? "lease" : "leases")")]
    }
}
