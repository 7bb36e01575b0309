public import NukiDomain

/// What an import does with one bridge, as things stand now.
public struct ImportPlan: Sendable {
    /// What comes of the bridge.
    public enum Change: Hashable, Sendable {
        /// There is no entry of it.
        case added
        /// These keys of its entry change; the token may too.
        case changed([FieldChange], token: Bool)
        /// Entry and token are as in the file.
        case same
        /// The file does not hold the token, and none is stored.
        case tokenMissing
    }

    /// What is wrong with a name.
    public enum NameFault: Hashable, Sendable {
        /// It breaks the rule for names.
        case unusable(BridgeNameError)
        /// Another bridge has it, here or in the file.
        case taken(by: BridgeID)
    }

    /// The entry as it will be.
    public var entry: BridgeEntry
    /// The entry as it is; nil where there is none.
    public let old: BridgeEntry?
    /// What signs in: the token of the file, else the one that is stored; nil only where it is missing.
    public let token: BridgeToken?
    /// The token to store; nil leaves the one that is.
    public let newToken: BridgeToken?
    /// What comes of it.
    public let change: Change
    /// Why the entry cannot have the name that it would get; nil if it can.
    public let nameFault: NameFault?

    /// What is to be written.
    public var draft: EntryDraft { EntryDraft(entry: entry, token: newToken, basis: old) }
}

/// A key of an entry whose value changes.
public struct FieldChange: Hashable, Sendable {
    /// As in the entries file.
    public let key: String
    /// The value as it is; nil where there is none.
    public let old: OutsideValue?
    /// The value as it will be.
    public let new: OutsideValue?

    /// Puts the parts together.
    package init(key: String, old: OutsideValue?, new: OutsideValue?) {
        self.key = key
        self.old = old
        self.new = new
    }
}

extension EntryStore {
    /// What an import would do with each bridge now; writes nothing.
    public func plan(importing bridges: [ImportedBridge]) throws(ConfigurationError) -> [ImportPlan] {
        let file = try load()
        let entries = bridges.map { $0.entry(over: file[$0.entry.id]) }
        let faults = Self.nameFaults(of: entries, in: file)
        return try bridges.indices.map { index throws(ConfigurationError) in
            let (bridge, entry) = (bridges[index], entries[index])
            let old = file[entry.id]
            let stored = try old.flatMap { old throws(ConfigurationError) in
                try storedToken(of: old, isReplaced: bridge.token != nil)
            }
            let token = bridge.token ?? stored
            let newToken = token == stored ? nil : token
            return ImportPlan(
                entry: entry, old: old, token: token, newToken: newToken,
                change: token == nil ? .tokenMissing : try .between(old, entry, isNewToken: newToken != nil),
                nameFault: faults[index])
        }
    }

    /// Why these entries could not have their names if they, and no others, were written now; nil for those that could.
    public func nameFaults(of entries: [BridgeEntry]) throws(ConfigurationError) -> [ImportPlan.NameFault?] {
        Self.nameFaults(of: entries, in: try load())
    }

    private static func nameFaults(of entries: [BridgeEntry], in file: EntryFile) -> [ImportPlan.NameFault?] {
        let others = file.entries.filter { stored in !entries.contains { $0.id == stored.id } }
        return entries.map { $0.name == file[$0.id]?.name ? nil : .of($0, among: others + entries) }
    }

    private func storedToken(
        of entry: BridgeEntry, isReplaced: Bool
    ) throws(ConfigurationError) -> BridgeToken? {
        do {
            return try tokens.token(for: entry)
        } catch .badToken where isReplaced {
            // No token can be lost by replacing what is none.
            return nil
        }
    }
}

extension ImportPlan.NameFault {
    fileprivate static func of(_ entry: BridgeEntry, among all: [BridgeEntry]) -> Self? {
        do throws(BridgeNameError) {
            _ = try BridgeName.parse(entry.name)
        } catch {
            return .unusable(error)
        }
        return all.first { $0.id != entry.id && $0.name == entry.name }.map { .taken(by: $0.id) }
    }
}

extension ImportPlan.Change {
    fileprivate static func between(
        _ old: BridgeEntry?, _ new: BridgeEntry, isNewToken: Bool
    ) throws(ConfigurationError) -> Self {
        guard let old else { return .added }
        let fields = try FieldChange.between(old, new)
        return fields.isEmpty && !isNewToken ? .same : .changed(fields, token: isNewToken)
    }
}

extension FieldChange {
    /// What differs but the times, which are the store's to set.
    static func between(_ old: BridgeEntry, _ new: BridgeEntry) throws(ConfigurationError) -> [FieldChange] {
        let (old, new) = (try EntryFields(old), try EntryFields(new))
        let keys = Set(old.names).union(new.names).subtracting(["created", "modified"])
        return keys.sorted().compactMap { key in
            old[key] == new[key] ? nil : FieldChange(key: key, old: old[key], new: new[key])
        }
    }
}
