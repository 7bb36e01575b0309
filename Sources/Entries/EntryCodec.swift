import NukiDomain

/// `entries.json` as bytes and as values.
public enum EntryCodec {
    /// Reads a file strictly; `path` is only for the error.
    public static func decode(_ bytes: [UInt8], path: String) throws(ConfigurationError) -> EntryFile {
        let schema = try OwnFile.decode(SchemaAlone.self, bytes, path: path).schema
        guard schema <= EntryFile.schema else { throw .newerSchema(path: path, found: schema) }
        return try OwnFile.decode(EntryFile.self, bytes, path: path)
    }

    /// Sorted keys, indented, one newline at the end.
    public static func text(_ file: EntryFile) throws(ConfigurationError) -> String {
        try OwnFile.text(file)
    }

    /// The one key whose meaning no schema changes; all others may be unknown here.
    private struct SchemaAlone: Decodable {
        let schema: Int
    }
}
