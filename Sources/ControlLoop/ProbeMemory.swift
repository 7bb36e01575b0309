import Discovery
public import Entries
public import FoundationEssentials
import NukiDomain

/// When each bridge was last looked for with signed requests: `STATE/probes.json`, so that neither a restart nor a
/// person in a hurry makes an impostor's harvest larger.
public actor ProbeMemory {
    fileprivate struct Row: Codable {
        let id: BridgeID
        let last: String?
        let failures: Int
    }

    private let file: StateFile<Row>
    private let now: @Sendable () -> Date
    private let warn: @Sendable (ConfigurationError) -> Void
    /// Trouble with the file is told once.
    private var hasWarned = false
    /// How it was before the probe that began last.
    private var before: [BridgeID: ProbeLimit] = [:]

    /// - Parameter warn: told once if the file cannot be read or written.
    public init(
        _ locations: Locations, now: @escaping @Sendable () -> Date = { Date() },
        warn: @escaping @Sendable (ConfigurationError) -> Void
    ) {
        file = StateFile("\(locations.state)/probes.json")
        self.now = now
        self.warn = warn
    }

    /// How long no probe of the bridge may begin; nil when one may, and it is noted.
    ///
    /// One that cannot be noted may not: the next process would send another at once.
    func begin(_ bridge: BridgeID) async -> Duration? {
        before[bridge] = nil
        do throws(ConfigurationError) {
            let old = try await change(bridge) { limit, now in
                let old = limit
                if limit.wait(at: now) == nil { limit.begin(at: now) }
                return old
            }
            let wait = old.wait(at: now())
            if wait == nil { before[bridge] = old }
            return wait
        } catch {
            tell(error)
            return ProbeLimit(last: now()).wait(at: now())
        }
    }

    /// Notes how the probe ended.
    func end(_ bridge: BridgeID, _ end: ProbeEnd) async {
        let before = before[bridge]
        do throws(ConfigurationError) {
            try await change(bridge) { limit, _ in
                switch end {
                case .proved: limit.succeed()
                case .nothingSpent: limit = before ?? limit
                }
            }
        } catch {
            // The next probe waits longer than it has to.
            tell(error)
        }
    }

    /// Reads, changes and writes while no other process does; a file that cannot be read stays as it is.
    private func change<Value: Sendable>(
        _ bridge: BridgeID, _ body: (inout ProbeLimit, Date) -> Value
    ) async throws(ConfigurationError) -> Value {
        try await file.underLock { () throws(ConfigurationError) in
            let rows = try file.rows()
            let old = rows.first { $0.id == bridge }.map { ProbeLimit($0) } ?? ProbeLimit()
            var limit = old
            let value = body(&limit, now())
            if limit != old {
                let changed = rows.filter { $0.id != bridge } + [Row(bridge, limit)]
                try file.write(changed.sorted { $0.id.rawValue < $1.id.rawValue })
            }
            return value
        }
    }

    private func tell(_ error: ConfigurationError) {
        if !hasWarned, error != .cancelled { warn(error) }
        hasWarned = true
    }
}

extension ProbeMemory.Row {
    fileprivate init(_ bridge: BridgeID, _ limit: ProbeLimit) {
        self.init(id: bridge, last: limit.last.map { WireTime.text($0) }, failures: limit.failures)
    }
}

extension ProbeLimit {
    fileprivate init(_ row: ProbeMemory.Row) {
        self.init(last: row.last.flatMap { WireTime.date($0) }, failures: row.failures)
    }
}
