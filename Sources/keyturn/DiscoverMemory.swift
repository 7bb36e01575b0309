import Discovery
import Entries
import NukiDomain
import Sightings

/// The bridges that earlier searches found, and when: `STATE/sightings.json`.
struct DiscoverMemory {
    /// A bridge as it was last found.
    struct Bridge: Codable, Hashable, Sendable {
        let id: BridgeID
        let host: String
        let hostname: String?
        let mac: String?
        let source: String
        let seen: String
    }

    /// As many as a search holds.
    private static let capacity = CandidateBook.capacity

    private let file: StateFile<Bridge>
    /// The bridges, those that answered last first.
    private(set) var bridges: [Bridge] = []

    /// Reads what is remembered; a file that cannot be understood is an error and stays as it is.
    init(_ locations: Locations) throws(ConfigurationError) {
        file = StateFile("\(locations.state)/sightings.json")
        bridges = Array(try file.rows().prefix(Self.capacity))
    }

    /// Writes what was found now and what was remembered, in one atomic write.
    ///
    /// Those that answered come first and names that nobody has seen answer last: made-up ones push nothing out.
    func save(_ found: FoundBridges) throws(ConfigurationError) {
        let sure = found.rows.filter { $0.answers == true }.compactMap { Bridge($0.candidate) }
        let others = found.rows.filter { $0.answers != true }.compactMap { Bridge($0.candidate) }
        guard !sure.isEmpty || !others.isEmpty else { return }
        var kept = sure
        for bridge in bridges where !kept.contains(where: { $0.id == bridge.id }) {
            kept.append(others.first { $0.id == bridge.id } ?? bridge)
        }
        kept += others.filter { other in !kept.contains { $0.id == other.id } }
        try file.write(Array(kept.prefix(Self.capacity)))
    }
}

extension DiscoverMemory.Bridge {
    fileprivate init?(_ candidate: BridgeCandidate) {
        guard let id = candidate.id else { return nil }
        self.init(
            id: id, host: candidate.address.description, hostname: candidate.hostName,
            mac: candidate.mac?.description, source: candidate.source.rawValue, seen: WireTime.text(candidate.seen))
    }
}
