import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import Sightings

/// The bridges that earlier searches found, and when: `STATE/sightings.json`.
struct DiscoverMemory {
    /// A bridge as it was last found.
    struct Bridge: Codable, Hashable {
        let id: BridgeID
        let host: String
        let hostname: String?
        let mac: String?
        let source: String
        let seen: String
    }

    private struct Content: Codable {
        var schema = 1
        var bridges: [Bridge]
    }

    private static let largest = 1 << 20
    /// As many as a search holds.
    private static let capacity = CandidateBook.capacity

    private let path: String
    /// The bridges, those that answered last first.
    private(set) var bridges: [Bridge] = []

    /// Reads what is remembered; a file that cannot be understood is an error and stays as it is.
    init(_ locations: Locations) throws(ConfigurationError) {
        path = "\(locations.state)/sightings.json"
        let bytes: [UInt8]?
        do throws(SystemError) {
            bytes = try FileSystem.contents(of: path, limit: Self.largest)
        } catch {
            throw .file(path: path, error)
        }
        guard let bytes else { return }
        let content: Content
        do throws(JSONFault) {
            content = try JSONText.fromOwnFile(Content.self, bytes)
        } catch {
            throw .malformed(path: path, error, line: nil)
        }
        guard content.schema == 1 else { throw .newerSchema(path: path, found: content.schema) }
        bridges = Array(content.bridges.prefix(Self.capacity))
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
        let text: String
        do {
            text = try JSONText.page(Content(bridges: Array(kept.prefix(Self.capacity))))
        } catch {
            throw .notEncodable
        }
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        try AtomicFile.write(Array(text.utf8), to: path)
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
