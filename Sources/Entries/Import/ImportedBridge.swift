public import NukiDomain

/// A bridge that a file of an import tells of.
public struct ImportedBridge: Sendable {
    /// The entry as it would be on an empty machine.
    public let entry: BridgeEntry
    /// Its token; nil where the file does not hold it.
    public let token: BridgeToken?
    /// The keys whose values the file tells; of an entry that is there, all else stays.
    let told: Set<BridgeEntry.Key>

    init(_ entry: BridgeEntry, token: BridgeToken?, told: Set<BridgeEntry.Key>) {
        var entry = entry
        // A name that cannot be used is told with the plan.
        if let name = try? BridgeName.parse(entry.name) { entry.name = name }
        self.entry = entry
        self.token = token
        self.told = told
    }

    /// The entry that is asked for where there is one of the bridge already.
    public func entry(over old: BridgeEntry?) -> BridgeEntry {
        guard var merged = old else { return entry }
        for key in told { merged.take(key, from: entry) }
        merged.mac = merged.mac ?? entry.mac
        return merged
    }
}

extension BridgeEntry {
    fileprivate mutating func take(_ key: Key, from other: BridgeEntry) {
        switch key {
        case .name: name = other.name
        case .host: endpoint = Endpoint(host: other.endpoint.host, port: endpoint.port)
        case .port: endpoint = Endpoint(host: endpoint.host, port: other.endpoint.port)
        case .auth: auth = other.auth
        case .server_id: serverID = other.serverID
        case .mac: mac = other.mac
        case .firmware: firmware = other.firmware
        case .follow_address: followsAddress = other.followsAddress
        case .callback: callback = other.callback
        case .poll_seconds: pollSeconds = other.pollSeconds
        case .source: source = other.source
        case .clock_offset: clockOffset = other.clockOffset
        case .devices: devices = other.devices
        // The bridge is the same, and the times are the store's to set.
        case .id, .created, .modified: break
        }
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
