import Discovery
import Entries
import Guidance
import NukiDomain

/// What a search that a person watches has brought so far.
struct SearchList: Hashable, Sendable {
    private(set) var found = FoundBridges()
    /// What each source is at, in the order in which they were heard of.
    private(set) var sources: [Source] = []
    private(set) var remarks: [Diagnosis] = []
    /// Where each bridge was said to be.
    private var claims: [BridgeID: Set<IPv4Address>] = [:]

    struct Source: Hashable, Sendable {
        let source: AddressSource
        var state: SourceState
    }

    mutating func take(_ news: SearchNews) {
        switch news {
        case .change(let change):
            found.take(change)
            for row in found.rows {
                if let id = row.candidate.id { claims[id, default: []].insert(row.candidate.address) }
            }
        case .source(let source, let state):
            if let index = sources.firstIndex(where: { $0.source == source }) {
                sources[index].state = state
            } else {
                sources.append(Source(source: source, state: state))
            }
        case .remark(let remark): if !remarks.contains(remark) { remarks.append(remark) }
        }
    }

    /// The bridges alone, for a search that begins anew.
    var withoutSources: SearchList {
        var list = self
        list.sources = []
        return list
    }

    /// How many bridges Nuki's directory listed; nil where it was not asked, or has not answered.
    var listed: Int? {
        guard case .read(let count)? = sources.first(where: { $0.source == .cloud })?.state else { return nil }
        return count
    }

    /// The bridges that are not configured, and after them those that are; where one is wanted, no other.
    func rows(_ entries: EntryFile, wanted: BridgeID?) -> [FoundBridges.Row] {
        let rows = found.rows.filter { wanted == nil || $0.candidate.id == nil || $0.candidate.id == wanted }
        return rows.filter { !entries.has($0.candidate) } + rows.filter { entries.has($0.candidate) }
    }

    /// Two addresses say that they are this one bridge.
    func isDisputed(_ candidate: BridgeCandidate) -> Bool {
        candidate.id.flatMap { claims[$0]?.count }.map { $0 > 1 } ?? false
    }
}

extension EntryFile {
    /// The bridge is configured.
    func has(_ candidate: BridgeCandidate) -> Bool { candidate.id.flatMap { self[$0] } != nil }
}
