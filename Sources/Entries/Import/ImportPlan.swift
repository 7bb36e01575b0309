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
        return try bridges.map { bridge throws(ConfigurationError) in
            let old = file[bridge.entry.id]
            let entry = bridge.entry(over: old)
            let stored = try old.flatMap { old throws(ConfigurationError) in
                try storedToken(of: old, isReplaced: bridge.token != nil)
            }
            let token = bridge.token ?? stored
            let newToken = token == stored ? nil : token
            return ImportPlan(
                entry: entry, old: old, token: token, newToken: newToken,
                change: token == nil ? .tokenMissing : try .between(old, entry, isNewToken: newToken != nil))
        }
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
