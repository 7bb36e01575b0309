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
        return try plan(entry, token, in: &file, at: now)
    }

    /// What ``save(_:at:)`` would write now, each bridge after those before it; writes nothing.
    public func plan(
        saving bridges: [(entry: BridgeEntry, token: BridgeToken?)], at now: Date
    ) throws(ConfigurationError) -> [SavePlan] {
        var file = try load()
        return try bridges.map { bridge throws(ConfigurationError) in
            try plan(bridge.entry, bridge.token, in: &file, at: now)
        }
    }

    /// Writes an entry and its token: under the lock, the token first, then the entries, one rename each.
    ///
    /// Nothing is touched if both are as they should be. A process killed on the way leaves the old entry with the old
    /// token or the new entry with the new one. An entries file that cannot be read is never replaced.
    public func save(
        _ entry: BridgeEntry, token: BridgeToken?, at now: Date
    ) async throws(ConfigurationError) -> SavePlan {
        try await save([(entry: entry, token: token)], at: now)[0]
    }

    /// Writes several entries and their tokens: all tokens first, then the entries in one rename.
    ///
    /// A process killed on the way leaves every bridge as it was, or every one as it should be.
    public func save(
        _ bridges: [(entry: BridgeEntry, token: BridgeToken?)], at now: Date
    ) async throws(ConfigurationError) -> [SavePlan] {
        let plans = try plan(saving: bridges, at: now)
        guard plans.contains(where: \.isChange) else { return plans }
        try AtomicFile.makeFolder(locations.tokens)
        return try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            // Another process may have written since.
            let plans = try plan(saving: bridges, at: now)
            for step in FileStep.together(plans) { try step.carryOut() }
            return plans
        }
    }

    /// Removes an entry, and then its token; a token that a killed process left is removed at the next start.
    ///
    /// - Returns: the entry that was there; nil if there was none.
    @discardableResult
    public func remove(_ id: BridgeID) async throws(ConfigurationError) -> BridgeEntry? {
        guard try load()[id] != nil else { return nil }
        return try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            var file = try load()
            guard let entry = file.remove(id) else { return nil }
            let steps = [
                FileStep.entries(try EntryCodec.text(file), at: locations.entries), .remove(tokens.path(for: id)),
            ]
            for step in steps { try step.carryOut() }
            return entry
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
    /// Sets both times: whole seconds, and a change is always later than the state before it. A new entry that comes with
    /// its times keeps them.
    private static func dated(_ entry: BridgeEntry, after old: BridgeEntry?, at now: Date) -> BridgeEntry {
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        var entry = entry
        guard old != nil || !entry.isDated else { return entry }
        entry.created = old?.created ?? now
        entry.modified = old?.modified ?? now
        guard let old, entry != old else { return entry }
        entry.modified = max(now, old.modified.addingTimeInterval(1))
        return entry
    }

    /// What one entry changes in a file, which has it then.
    private func plan(
        _ entry: BridgeEntry, _ token: BridgeToken?, in file: inout EntryFile, at now: Date
    ) throws(ConfigurationError) -> SavePlan {
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
