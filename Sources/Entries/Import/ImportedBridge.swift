public import NukiDomain

/// A bridge that a file of an import tells of.
public struct ImportedBridge: Sendable {
    /// The entry as it would be on an empty machine.
    public let entry: BridgeEntry
    /// Its token; nil where the file does not hold it.
    public let token: BridgeToken?
    /// The file tells all that an entry has; else only how the bridge is reached.
    let isWhole: Bool

    /// The entry that is asked for where there is one of the bridge already.
    public func entry(over old: BridgeEntry?) -> BridgeEntry {
        guard !isWhole, var merged = old else { return entry }
        merged.endpoint = entry.endpoint
        merged.auth = entry.auth
        merged.mac = old?.mac ?? entry.mac
        return merged
    }
}

/// What a file of an import tells.
public struct ImportedFile: Sendable {
    /// The bridges, in the order of the file; each once.
    public let bridges: [ImportedBridge]
    /// What is not among them, and what is odd about those that are.
    public let notes: [ImportNote]
}

/// What a person should know of an import's file.
public enum ImportNote: Hashable, Sendable {
    /// Home Assistant has a find that somebody chose to ignore.
    case ignored(spelledID: String)
    /// The entry is switched off there.
    case disabled(BridgeID)
    /// An entry of Home Assistant that cannot be used.
    case unusable(title: String, EntryFault)
    /// The same bridge stands there a second time.
    case repeated(BridgeID)

    /// Why an entry cannot be used.
    public enum EntryFault: Error, Hashable, Sendable {
        /// Written by an integration that is newer than what is known here.
        case version(Int)
        /// It does not say which bridge it is.
        case noID
        /// No host, or one that cannot be meant.
        case host
        /// No port that there is.
        case port
        /// What stands for the token is none.
        case token(TokenError)
    }
}
