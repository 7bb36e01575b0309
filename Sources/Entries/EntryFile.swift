public import NukiDomain

/// What `entries.json` holds.
public struct EntryFile: Hashable, Sendable {
    /// The schema that this program reads and writes.
    public static let schema = 1

    /// The entries, in the order in which they were added.
    public private(set) var entries: [BridgeEntry]

    /// An empty file is one that is not there.
    public init(entries: [BridgeEntry] = []) {
        self.entries = entries
    }

    /// The entry of one bridge.
    public subscript(id: BridgeID) -> BridgeEntry? { entries.first { $0.id == id } }

    /// Puts an entry in the place of the one with its id, or of the one that it replaces, or at the end.
    ///
    /// One that replaces another has no entry of its own yet: no id stands in the file twice.
    mutating func put(_ entry: BridgeEntry, replacing old: BridgeID? = nil) {
        if let index = entries.firstIndex(where: { $0.id == old ?? entry.id }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    /// Takes an entry out; nil if there is none of this bridge.
    mutating func remove(_ id: BridgeID) -> BridgeEntry? {
        entries.firstIndex { $0.id == id }.map { entries.remove(at: $0) }
    }
}

extension EntryFile: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case schema, entries
    }

    /// Reads the entries of this schema; ``EntryCodec`` tells a newer one before.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let container = try decoder.container(keyedBy: Key.self)
        guard try container.decode(Int.self, forKey: .schema) == Self.schema else {
            throw container.fault(.badValue, .schema)
        }
        entries = try container.decode([BridgeEntry].self, forKey: .entries)
        for (index, entry) in entries.enumerated() where entries[..<index].contains(where: { $0.id == entry.id }) {
            throw JSONFault(.badValue, path: "entries[\(index)].id")
        }
    }

    /// Writes schema and entries.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(entries, forKey: .entries)
    }
}
