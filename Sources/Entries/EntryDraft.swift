public import NukiDomain

/// An entry and its token, on their way into the configuration.
///
/// Questions and bridges take their time: what a draft leaves as it found it stands in the file as others left it.
public struct EntryDraft: Sendable {
    /// The entry as it is wanted.
    public var entry: BridgeEntry
    /// Its token; nil leaves the stored one.
    public let token: BridgeToken?
    /// The entry that this one was made of: the bridge's own, or that of the bridge whose place it takes; nil where the
    /// bridge had none.
    public let basis: BridgeEntry?

    /// Puts them together.
    public init(entry: BridgeEntry, token: BridgeToken?, basis: BridgeEntry?) {
        self.entry = entry
        self.token = token
        self.basis = basis
    }

    /// The bridge that it takes the place of.
    public var replaces: BridgeID? { basis.flatMap { $0.id == entry.id ? nil : $0.id } }
}

extension EntryDraft {
    /// The entry as it is to stand in a file that others may have changed since the basis was read.
    func entry(over file: EntryFile) throws(ConfigurationError) -> BridgeEntry {
        let own = file[entry.id]
        guard let basis else {
            guard own == nil else { throw .alreadySetUp(entry.id, replacing: nil) }
            return entry
        }
        guard let current = file[basis.id] else { throw .entryGone(basis) }
        if replaces != nil, own != nil { throw .alreadySetUp(entry.id, replacing: basis.id) }
        // A sign-in was tried at one of these two; that to a bridge that takes the place, at its own address.
        if replaces == nil, decidesSignIn, ![basis.endpoint, entry.endpoint].contains(current.endpoint) {
            throw .entryMoved(basis, to: current.endpoint)
        }
        return replaces == nil ? merged(over: current, since: basis) : settings(from: current, since: basis)
    }

    private var decidesSignIn: Bool {
        token != nil || entry.endpoint != basis?.endpoint || entry.auth != basis?.auth
            || entry.clockOffset != basis?.clockOffset
    }

    private func merged(over current: BridgeEntry, since basis: BridgeEntry) -> BridgeEntry {
        var entry = settings(from: current, since: basis)
        entry.keep(\.endpoint, of: current, since: basis)
        entry.keep(\.auth, of: current, since: basis)
        entry.keep(\.serverID, of: current, since: basis)
        entry.keep(\.mac, of: current, since: basis)
        entry.keep(\.firmware, of: current, since: basis)
        entry.keep(\.source, of: current, since: basis)
        entry.keep(\.clockOffset, of: current, since: basis)
        entry.keep(\.devices, of: current, since: basis)
        return entry
    }

    /// What a person decides about a bridge, whichever device it is.
    private func settings(from current: BridgeEntry, since basis: BridgeEntry) -> BridgeEntry {
        var entry = entry
        entry.keep(\.name, of: current, since: basis)
        entry.keep(\.followsAddress, of: current, since: basis)
        entry.keep(\.callback, of: current, since: basis)
        entry.keep(\.pollSeconds, of: current, since: basis)
        return entry
    }
}

extension BridgeEntry {
    /// Takes a value as it is now, unless it was decided here.
    fileprivate mutating func keep<Value: Equatable>(
        _ path: WritableKeyPath<BridgeEntry, Value>, of current: BridgeEntry, since basis: BridgeEntry
    ) {
        if self[keyPath: path] == basis[keyPath: path] { self[keyPath: path] = current[keyPath: path] }
    }
}
