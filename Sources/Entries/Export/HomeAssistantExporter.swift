import FoundationEssentials
import NukiDomain

/// `export home-assistant`: the whole of `.storage/core.config_entries` with one config entry a bridge.
///
/// Home Assistant does not start with a file of minor version 5 in which an entry lacks any of the sixteen keys.
enum HomeAssistantExporter {
    /// The keys of our entry that Home Assistant has a place for.
    private static let carried: Set = ["id", "host", "port", "auth", "clock_offset"]

    /// Makes the text, and the values for a person to type instead.
    ///
    /// - Parameter date: when the entries are said to be created; also in their ids.
    static func export(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens, at date: Date,
        using random: inout some RandomNumberGenerator
    ) throws(ExportError) -> Export {
        let storage = HomeAssistantStorage(entries: self.entries(entries, tokens, at: date, using: &random))
        let text = try ExportError.of { () throws(ConfigurationError) in try OwnFile.text(storage) }
        return Export(
            text: text, notes: try notes(entries, tokens),
            forms: entries.map { HomeAssistantForm($0.id, data($0, tokens)) })
    }

    /// The config entries alone.
    static func entries(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens, at date: Date,
        using random: inout some RandomNumberGenerator
    ) -> [HomeAssistantStorage.Entry] {
        entries.map { entry in
            HomeAssistantStorage.Entry(
                id: ULID(at: date, using: &random), bridge: entry.id, date: date, data: data(entry, tokens))
        }
    }

    /// What to know about them.
    static func notes(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> [ExportNote] {
        var notes: [ExportNote] = []
        for entry in entries {
            notes += ExportNote.usual(entry, tokens, theirs: entry.auth == .plain ? .plain : .encrypted)
            notes += try ExportNote.leftOut(of: entry, but: carried)
        }
        return notes
    }

    private static func data(_ entry: BridgeEntry, _ tokens: ExportedTokens) -> HomeAssistantStorage.ConnectionData {
        HomeAssistantStorage.ConnectionData(
            host: entry.endpoint.urlHost, port: entry.endpoint.port.rawValue, token: tokens.text(for: entry.id),
            encrypt_token: entry.auth == .plain ? false : nil)
    }
}
