public import FoundationEssentials
public import NukiDomain

/// A copy of an existing `core.config_entries` with entries for our bridges: every other byte stays as it is.
public struct HomeAssistantMerge: Sendable {
    /// The copy, which holds the secrets of every integration, and what to know about the new entries.
    public let export: Export
    /// How many entries were there.
    public let kept: Int

    /// Adds the bridges.
    public init(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens, into bytes: [UInt8], at date: Date,
        using random: inout some RandomNumberGenerator
    ) throws(MergeError) {
        let file = try Self.read(bytes)
        for entry in entries {
            guard let holder = file.entries.first(where: { $0.isNuki && $0.id == entry.id }) else { continue }
            throw .taken(entry.id, MergeError.Holder(holder))
        }
        guard let place = EntriesPlace(in: bytes) else { throw .file(.notConfigEntries) }
        var text = bytes
        do throws(ExportError) {
            let added = HomeAssistantExporter.entries(entries, tokens, at: date, using: &random)
            text.insert(contentsOf: try place.insertion(added), at: place.end)
            export = Export(
                text: String(decoding: text, as: UTF8.self), notes: try HomeAssistantExporter.notes(entries, tokens))
        } catch {
            throw .export(error)
        }
        kept = file.entries.count
    }

    private static func read(_ bytes: [UInt8]) throws(MergeError) -> HomeAssistantFile {
        let file: HomeAssistantFile
        do {
            file = try HomeAssistantFile(parsing: bytes)
        } catch {
            throw .file(error)
        }
        guard file.minorVersion <= HomeAssistantFile.knownMinorVersion else {
            throw .file(.version(1, minor: file.minorVersion))
        }
        return file
    }
}

/// Why nothing is added to a file of Home Assistant.
public enum MergeError: Error, Hashable, Sendable {
    /// There is nothing to add.
    case export(ExportError)
    /// The file is another one, or of an unknown version.
    case file(HomeAssistantFault)
    /// The bridge is in it; two entries of one bridge are refused by Home Assistant.
    case taken(BridgeID, Holder)

    /// The entry that has a bridge.
    public struct Holder: Hashable, Sendable {
        /// What Home Assistant shows.
        public let title: String
        /// The bridge's id as it stands there: padded, unpadded or decimal.
        public let spelledID: String
        /// What it is.
        public let kind: Kind

        /// What such an entry may be.
        public enum Kind: Hashable, Sendable {
            case inUse, disabled, ignored
        }

        /// Puts the parts together.
        package init(title: String, spelledID: String, kind: Kind) {
            self.title = title
            self.spelledID = spelledID
            self.kind = kind
        }

        init(_ entry: HomeAssistantEntry) {
            self.init(
                title: entry.title, spelledID: entry.spelledID,
                kind: entry.isIgnored ? .ignored : entry.isDisabled ? .disabled : .inUse)
        }
    }
}
