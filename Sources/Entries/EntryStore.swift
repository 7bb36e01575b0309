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
        try plan(saving: [draft(entry, token)], at: now)[0]
    }

    /// What ``save(_:at:)`` would write now, each bridge after those before it; writes nothing.
    public func plan(saving drafts: [EntryDraft], at now: Date) throws(ConfigurationError) -> [SavePlan] {
        var file = try load()
        return try drafts.map { draft throws(ConfigurationError) in try plan(draft, in: &file, at: now) }
    }

    /// Writes an entry and its token: under the lock, the token first, then the entries, one rename each.
    ///
    /// It is made of what stands there as this begins. What others change until the lock is there stays, or keeps this
    /// from being written, as it does with ``save(_:at:)``.
    ///
    /// Nothing is touched if both are as they should be. A process killed on the way leaves the old entry with the old
    /// token or the new entry with the new one. An entries file that cannot be read is never replaced.
    public func save(
        _ entry: BridgeEntry, token: BridgeToken?, at now: Date
    ) async throws(ConfigurationError) -> SavePlan {
        try await save([draft(entry, token)], at: now)[0]
    }

    /// Writes several entries and their tokens: all tokens first, then the entries in one rename.
    ///
    /// A process killed on the way leaves each bridge as it was or as it should be; those whose entries change all go
    /// together. Where a draft takes the place of another bridge, the old entry and its token go, and what the control
    /// loop kept of it, such as entity ids, is the new one's.
    ///
    /// What others changed since a draft's basis was read stays. Nothing is written where that is not possible: where the
    /// entry is gone (``ConfigurationError/entryGone(_:)``), has an address that was not tried
    /// (``ConfigurationError/entryMoved(_:to:)``), or came meanwhile (``ConfigurationError/alreadySetUp(_:replacing:)``).
    public func save(_ drafts: [EntryDraft], at now: Date) async throws(ConfigurationError) -> [SavePlan] {
        let plans = try plan(saving: drafts, at: now)
        guard plans.contains(where: \.isChange) else { return plans }
        try AtomicFile.makeFolder(locations.tokens)
        return try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            // Another process may have written since.
            let plans = try plan(saving: drafts, at: now)
            for step in FileStep.together(plans) { try step.carryOut() }
            for old in drafts.compactMap(\.replaces) { forgetMove(of: old) }
            return plans
        }
    }

    /// Removes an entry, and then its token and what the control loop kept of the bridge; a token that a killed process
    /// left is removed at the next start.
    ///
    /// - Returns: the entry that was there; nil if there was none.
    @discardableResult
    public func remove(_ id: BridgeID) async throws(ConfigurationError) -> BridgeEntry? {
        guard try load()[id] != nil else { return nil }
        return try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            var file = try load()
            guard let entry = file.remove(id) else { return nil }
            try FileStep.entries(try text(file), at: locations.entries).carryOut()
            for path in [tokens.path(for: id), bridgeState(id)] where try exists(path) {
                try FileStep.remove(path).carryOut()
            }
            forgetMove(of: id)
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
    /// its times keeps them, and a bridge that takes the place of another is as old as that.
    private static func dated(
        _ entry: BridgeEntry, after old: BridgeEntry?, replacing replaced: BridgeEntry?, at now: Date
    ) -> BridgeEntry {
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        var entry = entry
        guard old != nil || !entry.isDated else { return entry }
        entry.created = (old ?? replaced)?.created ?? now
        entry.modified = old?.modified ?? now
        guard let old, entry != old else { return entry }
        entry.modified = max(now, old.modified.addingTimeInterval(1))
        return entry
    }

    private func draft(_ entry: BridgeEntry, _ token: BridgeToken?) throws(ConfigurationError) -> EntryDraft {
        EntryDraft(entry: entry, token: token, basis: try load()[entry.id])
    }

    /// What a draft changes in a file, which has it then.
    private func plan(
        _ draft: EntryDraft, in file: inout EntryFile, at now: Date
    ) throws(ConfigurationError) -> SavePlan {
        let old = file[draft.entry.id]
        let entry = Self.dated(
            try draft.entry(over: file), after: old, replacing: draft.replaces.flatMap { file[$0] }, at: now)
        let writesEntry = entry != old
        var newToken = draft.token
        if let token = draft.token, let old, try isStored(token, for: old) { newToken = nil }
        file.put(entry, replacing: draft.replaces)
        let text = writesEntry ? try text(file) : nil
        return SavePlan(
            entry: entry,
            files: try plannedFiles(entry.id, newToken, text),
            steps: try steps(old, entry.id, newToken, text) + replacement(of: draft.replaces, by: entry.id))
    }

    /// What the entries are to hold, where that is a file of its own.
    private func text(_ file: EntryFile) throws(ConfigurationError) -> String {
        let path = locations.entries
        // A rename would put a plain file in the link's place, and leave the file that it leads to as it was.
        if try at(path, { () throws(SystemError) in try FileSystem.isLink(path) }) { throw .linked(path: path) }
        return try EntryCodec.text(file)
    }

    /// What the loop kept goes over before the entries say so, and what is the old bridge's goes after that.
    private func replacement(of old: BridgeID?, by new: BridgeID) throws(ConfigurationError) -> [FileStep] {
        guard let old else { return [] }
        let (before, after) = (bridgeState(old), bridgeState(new))
        let kept: [FileStep] = try exists(before) ? [.link(before, at: after), .remove(before)] : []
        return kept + (try exists(tokens.path(for: old)) ? [.remove(tokens.path(for: old))] : [])
    }

    private func bridgeState(_ id: BridgeID) -> String { Locations.bridgeState(id, in: locations.state) }

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
}
