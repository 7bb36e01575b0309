import NukiDomain

/// `import json`: reads what `export json` writes, or the entries file itself.
enum JSONImporter {
    /// Reads strictly: a key that means nothing may be a typing error.
    static func read(_ bytes: [UInt8]) throws(ImportError) -> ImportedFile {
        let schema = try decode(SchemaAlone.self, bytes).schema
        guard schema <= EntryFile.schema else { throw .newerSchema(schema) }
        let entries = try decode(File.self, bytes).entries
        return ImportedFile(
            bridges: entries.map { ImportedBridge($0.entry, token: $0.token, told: $0.told) }, notes: [])
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: [UInt8]
    ) throws(ImportError) -> Value {
        do {
            return try JSONText.fromOwnFile(type, bytes)
        } catch {
            throw .malformed(error)
        }
    }

    private struct SchemaAlone: Decodable {
        let schema: Int
    }

    private struct File: Decodable {
        let entries: [Entry]

        private enum Key: String, CodingKey, CaseIterable {
            case schema, entries
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: Key.self)
            let container = try decoder.container(keyedBy: Key.self)
            // A newer one was told before.
            guard try container.decode(Int.self, forKey: .schema) == EntryFile.schema else {
                throw container.fault(.notOneOf(["\(EntryFile.schema)"]), .schema)
            }
            entries = try container.decode([Entry].self, forKey: .entries)
            for (index, entry) in entries.enumerated()
            where entries[..<index].contains(where: { $0.entry.id == entry.entry.id }) {
                throw JSONFault(.badValue, path: "entries[\(index)].id")
            }
        }
    }

    private struct Entry: Decodable {
        let entry: BridgeEntry
        let token: BridgeToken?
        let told: Set<BridgeEntry.Key>

        private enum Key: String, CodingKey, CaseIterable {
            case token
        }

        init(from decoder: any Decoder) throws {
            entry = try BridgeEntry(from: decoder, beside: Key.self)
            told = Set(try decoder.container(keyedBy: BridgeEntry.Key.self).allKeys)
            let container = try decoder.container(keyedBy: Key.self)
            let text = try container.decodeIfPresent(String.self, forKey: .token)
            guard let text, text != ExportedTokens.redacted else {
                token = nil
                return
            }
            do {
                // What an entry has was accepted once, whatever its length.
                token = try BridgeToken(parsing: text, anyLength: true)
            } catch {
                throw container.fault(.badValue, .token)
            }
        }
    }
}
