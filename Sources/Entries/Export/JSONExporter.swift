import NukiDomain

/// `export json`: the entries file, with a `token` in each entry.
enum JSONExporter {
    /// Makes the text; carries all that an entry has.
    static func export(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> Export {
        let file = File(
            schema: EntryFile.schema, entries: entries.map { Entry(entry: $0, token: tokens.text(for: $0.id)) })
        let text = try ExportError.of { () throws(ConfigurationError) in try OwnFile.text(file) }
        return Export(text: text, notes: entries.flatMap { ExportNote.usual($0, tokens) })
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
