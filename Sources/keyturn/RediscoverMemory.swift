import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// When each bridge was last looked for with signed requests: `STATE/probes.json`, so that neither a restart nor a
/// person in a hurry makes an impostor's harvest larger.
actor RediscoverMemory {
    private struct Content: Codable {
        var schema = 1
        var bridges: [Row]
    }

    private struct Row: Codable {
        let id: BridgeID
        let last: String?
        let failures: Int
    }

    private static let largest = 1 << 20

    private let path: String
    private let now: @Sendable () -> Date
    private var limits: [BridgeID: ProbeLimit] = [:]
    /// Trouble with the file is told once; what is remembered in this process counts all the same.
    private var hasWarned = false

    init(_ locations: Locations, now: @escaping @Sendable () -> Date = { Date() }) {
        path = "\(locations.state)/probes.json"
        self.now = now
    }

    /// How long no probe of the bridge may begin; nil when one may, and it is noted.
    func begin(_ bridge: BridgeID) -> Duration? {
        change(bridge) { limit, now in
            if let wait = limit.wait(at: now) { return wait }
            limit.begin(at: now)
            return nil
        }
    }

    /// The probe proved the bridge.
    func end(_ bridge: BridgeID) {
        change(bridge) { limit, _ in limit.succeed() }
    }

    private func change<Value>(_ bridge: BridgeID, _ body: (inout ProbeLimit, Date) -> Value) -> Value {
        do throws(ConfigurationError) {
            limits.merge(try read()) { $0.last ?? .distantPast > $1.last ?? .distantPast ? $0 : $1 }
        } catch {
            warn(error)
        }
        var limit = limits[bridge] ?? ProbeLimit()
        let before = limit
        let value = body(&limit, now())
        limits[bridge] = limit
        guard limit != before else { return value }
        do throws(ConfigurationError) {
            try write()
        } catch {
            warn(error)
        }
        return value
    }

    private func read() throws(ConfigurationError) -> [BridgeID: ProbeLimit] {
        let bytes: [UInt8]?
        do throws(SystemError) {
            bytes = try FileSystem.contents(of: path, limit: Self.largest)
        } catch {
            throw .file(path: path, error)
        }
        guard let bytes else { return [:] }
        let content: Content
        do throws(JSONFault) {
            content = try JSONText.fromOwnFile(Content.self, bytes)
        } catch {
            throw .malformed(path: path, error, line: nil)
        }
        guard content.schema == 1 else { throw .newerSchema(path: path, found: content.schema) }
        let pairs = content.bridges.map {
            ($0.id, ProbeLimit(last: $0.last.flatMap { WireTime.date($0) }, failures: $0.failures))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private func write() throws(ConfigurationError) {
        let rows = limits.sorted { $0.key.rawValue < $1.key.rawValue }.map { id, limit in
            Row(id: id, last: limit.last.map { WireTime.text($0) }, failures: limit.failures)
        }
        let text: String
        do {
            text = try JSONText.page(Content(bridges: rows))
        } catch {
            throw .notEncodable
        }
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        try AtomicFile.write(Array(text.utf8), to: path)
    }

    private func warn(_ error: ConfigurationError) {
        if !hasWarned { Output.warn(Diagnosis(error)) }
        hasWarned = true
    }
}
