import NukiDomain

/// `entries.json` as bytes and as values.
public enum EntryCodec {
    /// Reads a file strictly; `path` is only for the error.
    public static func decode(_ bytes: [UInt8], path: String) throws(ConfigurationError) -> EntryFile {
        try OwnFile.decode(EntryFile.self, schema: EntryFile.schema, bytes, path: path)
    }

    /// Sorted keys, indented, one newline at the end.
    public static func text(_ file: EntryFile) throws(ConfigurationError) -> String {
        try OwnFile.text(file)
    }
}
