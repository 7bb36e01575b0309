import NukiDomain

/// `export json`: the entries file, with a `token` in each entry.
public enum JSONExporter {
    /// Makes the text; carries all that an entry has.
    public static func export(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens
    ) throws(ConfigurationError) -> Export {
        let file = File(
            schema: EntryFile.schema, entries: entries.map { Entry(entry: $0, token: tokens.text(for: $0.id)) })
        return Export(text: try OwnFile.text(file), notes: entries.compactMap { tokens.note(for: $0.id) })
    }

    private struct File: Encodable {
        let schema: Int
        let entries: [Entry]
    }

    private struct Entry: Encodable {
        let entry: BridgeEntry
        let token: String

        private enum Key: CodingKey {
            case token
        }

        func encode(to encoder: any Encoder) throws {
            try entry.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(token, forKey: .token)
        }
    }
}
