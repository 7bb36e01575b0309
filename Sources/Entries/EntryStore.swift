public import FoundationEssentials
import Linux
public import NukiDomain

/// The entries and tokens of one configuration folder, shared with other processes through a lock.
public struct EntryStore: Sendable {
    /// How long another writer is waited for.
    public static let patience = Duration.seconds(5)

    /// The tokens beside the entries.
    public let tokens: TokenStore
    let locations: Locations
    private let clock: any Clock<Duration>

    /// Nothing is read or made before it is asked for.
    public init(_ locations: Locations, clock: any Clock<Duration> = ContinuousClock()) {
        self.locations = locations
        self.clock = clock
        tokens = TokenStore(locations)
    }

    /// The entries as they are now; none if there is no file. Needs no lock, since the file is replaced whole.
    public func load() throws(ConfigurationError) -> EntryFile {
        guard let bytes = try OwnFile.bytes(at: locations.entries) else { return EntryFile() }
        return try EntryCodec.decode(bytes, path: locations.entries)
    }

    /// What ``save(_:token:at:)`` would write now; writes nothing.
    ///
    /// - Parameter token: nil leaves the stored one.
    public func plan(
        saving entry: BridgeEntry, token: BridgeToken?, at now: Date
    ) throws(ConfigurationError) -> SavePlan {
        var file = try load()
        let old = file[entry.id]
        let entry = Self.dated(entry, after: old, at: now)
        let writesEntry = entry != old
        var newToken = token
        if let token, let old, try isStored(token, for: old) { newToken = nil }
        file.put(entry)
        let text = writesEntry ? try EntryCodec.text(file) : nil
        return SavePlan(
            entry: entry,
            files: try plannedFiles(entry.id, newToken, text),
            steps: try steps(old, entry.id, newToken, text))
    }

    /// Writes an entry and its token: under the lock, the token first, then the entries, one rename each.
    ///
    /// Nothing is touched if both are as they should be. A process killed on the way leaves the old entry with the old
    /// token or the new entry with the new one. An entries file that cannot be read is never replaced.
    public func save(
        _ entry: BridgeEntry, token: BridgeToken?, at now: Date
    ) async throws(ConfigurationError) -> SavePlan {
        let plan = try plan(saving: entry, token: token, at: now)
        guard plan.isChange else { return plan }
        try AtomicFile.makeFolder(locations.tokens)
        return try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            // Another process may have written since.
            let plan = try self.plan(saving: entry, token: token, at: now)
            for step in plan.steps { try step.carryOut() }
            return plan
        }
    }

    /// Runs what writes while no other process does.
    func underLock<Value>(
        _ body: () throws(ConfigurationError) -> Value
    ) async throws(ConfigurationError) -> Value {
        let lock = try await Self.lock(locations.entriesLock, clock: clock)
        let value = try body()
        _ = consume lock
        return value
    }

    /// Waits for a lock as long as a writer is patient.
    static func lock(_ path: String, clock: some Clock<Duration>) async throws(ConfigurationError) -> FileLock {
        do {
            return try await FileLock.acquire(path, within: patience, clock: clock)
        } catch {
            throw ConfigurationError(error, path: path)
        }
    }
}

extension EntryStore {
    /// Sets both times: whole seconds, and a change is always later than the state before it.
    private static func dated(_ entry: BridgeEntry, after old: BridgeEntry?, at now: Date) -> BridgeEntry {
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        var entry = entry
        entry.created = old?.created ?? now
        entry.modified = old?.modified ?? now
        guard let old, entry != old else { return entry }
        entry.modified = max(now, old.modified.addingTimeInterval(1))
        return entry
    }

    private func isStored(_ token: BridgeToken, for old: BridgeEntry) throws(ConfigurationError) -> Bool {
        do {
            return try tokens.stored(for: old) == token
        } catch .badToken {
            // No token can be lost by replacing what is none.
            return false
        }
    }

    private func plannedFiles(
        _ id: BridgeID, _ token: BridgeToken?, _ text: String?
    ) throws(ConfigurationError) -> [PlannedFile] {
        var files: [PlannedFile] = []
        let tokenPath = tokens.path(for: id)
        if token != nil { files.append(PlannedFile(path: tokenPath, isNew: try !exists(tokenPath), text: nil)) }
        if let text {
            files.append(PlannedFile(path: locations.entries, isNew: try !exists(locations.entries), text: text))
        }
        return files
    }

    /// When both change, the old token keeps a second name until the new entry is in place.
    private func steps(
        _ old: BridgeEntry?, _ id: BridgeID, _ token: BridgeToken?, _ text: String?
    ) throws(ConfigurationError) -> [FileStep] {
        let path = tokens.path(for: id)
        var steps: [FileStep] = []
        var kept: String?
        if let old, token != nil, text != nil, try exists(path) { kept = tokens.keptPath(for: old) }
        if let kept { steps.append(.link(path, at: kept)) }
        if let token { steps.append(.token(token, at: path)) }
        if let text { steps.append(.entries(text, at: locations.entries)) }
        if let kept { steps.append(.remove(kept)) }
        return steps
    }

    private func exists(_ path: String) throws(ConfigurationError) -> Bool {
        try at(path) { () throws(SystemError) in try FileStatus.of(path) } != nil
    }
}
