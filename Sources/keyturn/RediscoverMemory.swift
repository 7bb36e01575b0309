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
    /// Trouble with the file is told once.
    private var hasWarned = false

    init(_ locations: Locations, now: @escaping @Sendable () -> Date = { Date() }) {
        path = "\(locations.state)/probes.json"
        self.now = now
    }

    /// How long no probe of the bridge may begin; nil when one may, and it is noted.
    ///
    /// One that cannot be noted may not: the next process would send another at once.
    func begin(_ bridge: BridgeID) async -> Duration? {
        do throws(ConfigurationError) {
            return try await change(bridge) { limit, now in
                let wait = limit.wait(at: now)
                if wait == nil { limit.begin(at: now) }
                return wait
            }
        } catch {
            warn(error)
            return ProbeLimit(last: now()).wait(at: now())
        }
    }

    /// The probe proved the bridge.
    func end(_ bridge: BridgeID) async {
        do throws(ConfigurationError) {
            try await change(bridge) { limit, _ in limit.succeed() }
        } catch {
            // The next probe waits longer than it has to.
            warn(error)
        }
    }

    /// Reads, changes and writes while no other process does; a file that cannot be read stays as it is.
    private func change<Value>(
        _ bridge: BridgeID, _ body: (inout ProbeLimit, Date) -> Value
    ) async throws(ConfigurationError) -> Value {
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        let lock = try await lock()
        var limits = try read()
        let before = limits[bridge] ?? ProbeLimit()
        var limit = before
        let value = body(&limit, now())
        limits[bridge] = limit
        if limit != before { try write(limits) }
        _ = consume lock
        return value
    }

    private func lock() async throws(ConfigurationError) -> FileLock {
        let path = "\(path).lock"
        do {
            return try await FileLock.acquire(path, within: EntryStore.patience, clock: ContinuousClock())
        } catch {
            switch error {
            case .busy(let holder): throw .busy(path: path, holder: holder)
            case .failed(let error): throw .file(path: path, error)
            case .cancelled: throw .cancelled
            }
        }
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

    private func write(_ limits: [BridgeID: ProbeLimit]) throws(ConfigurationError) {
        let rows = limits.sorted { $0.key.rawValue < $1.key.rawValue }.map { id, limit in
            Row(id: id, last: limit.last.map { WireTime.text($0) }, failures: limit.failures)
        }
        let text: String
        do {
            text = try JSONText.page(Content(bridges: rows))
        } catch {
            throw .notEncodable
        }
        try AtomicFile.write(Array(text.utf8), to: path)
    }

    private func warn(_ error: ConfigurationError) {
        if !hasWarned, error != .cancelled { Output.warn(Diagnosis(error)) }
        hasWarned = true
    }
}
