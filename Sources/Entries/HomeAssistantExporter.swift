public import FoundationEssentials
import NukiDomain

/// `export home-assistant`: the whole of `.storage/core.config_entries` with one config entry a bridge.
///
/// Home Assistant does not start with a file of minor version 5 in which an entry lacks any of the sixteen keys.
public enum HomeAssistantExporter {
    /// The keys of our entry that Home Assistant has no place for.
    private static let notCarried = [
        "name", "server_id", "mac", "firmware", "follow_address", "callback", "poll_seconds", "devices",
    ]

    /// Seconds: a bridge accepts stamps of 60 s around its clock (Bridge API 1.13.2), and a clock that drifts goes on.
    private static let toleratedOffset: UInt = 30

    /// Makes the text, and the values for a person to type instead.
    ///
    /// - Parameter date: when the entries are said to be created; also in their ids.
    public static func export(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens, at date: Date,
        using random: inout some RandomNumberGenerator
    ) throws(ConfigurationError) -> HomeAssistantExport {
        let storage = HomeAssistantStorage(
            entries: entries.map { entry in
                HomeAssistantStorage.Entry(
                    id: ULID(at: date, using: &random), bridge: entry.id, date: date,
                    data: data(entry, tokens.text(for: entry.id)))
            })
        return HomeAssistantExport(
            export: Export(text: try OwnFile.text(storage), notes: entries.flatMap { notes($0, tokens) }),
            forms: entries.map { HomeAssistantForm($0, data($0, tokens.text(for: $0.id))) })
    }

    private static func data(_ entry: BridgeEntry, _ token: String) -> HomeAssistantStorage.ConnectionData {
        // Home Assistant puts the host into a URL as it stands.
        let host: String
        if case .address(.v6(let address)) = entry.endpoint.host {
            host = "[\(address)]"
        } else {
            host = entry.endpoint.host.description
        }
        return HomeAssistantStorage.ConnectionData(
            host: host, port: entry.endpoint.port.rawValue, token: token,
            encrypt_token: entry.auth == .plain ? false : nil)
    }

    private static func notes(_ entry: BridgeEntry, _ tokens: ExportedTokens) -> [ExportNote] {
        var notes: [ExportNote] = []
        if let note = tokens.note(for: entry.id) { notes.append(note) }
        if entry.auth != .plain, entry.clockOffset.magnitude > toleratedOffset {
            notes.append(.driftedClock(entry.id, seconds: entry.clockOffset))
        }
        if entry.auth == .hashed { notes.append(.hashedSignIn(entry.id)) }
        notes.append(.notCarried(entry.id, keys: notCarried))
        return notes
    }
}
