import Linux
import NukiDomain

/// The JSON files of a configuration, read strictly and written for people to open.
enum OwnFile {
    /// No configuration comes near it; whatever is larger is not one.
    private static let largest = 16 << 20

    /// The whole file, nil if there is none.
    static func bytes(at path: String) throws(ConfigurationError) -> [UInt8]? {
        try at(path) { () throws(SystemError) in try FileSystem.contents(of: path, limit: largest) }
    }

    /// Reads a value; `path` is only for the error.
    static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: [UInt8], path: String
    ) throws(ConfigurationError) -> Value {
        do {
            return try JSONText.fromOwnFile(type, bytes)
        } catch {
            throw .malformed(path: path, error, in: bytes)
        }
    }

    /// Reads a value of a file that says its schema.
    ///
    /// The schema is read first and by itself: of a newer one nothing else can be understood.
    static func decode<Value: Decodable>(
        _ type: Value.Type, schema: Int, _ bytes: [UInt8], path: String
    ) throws(ConfigurationError) -> Value {
        let found = try decode(SchemaAlone.self, bytes, path: path).schema
        guard found <= schema else { throw .newerSchema(path: path, found: found) }
        guard found == schema else { throw .malformed(path: path, JSONFault(.badValue, path: "schema"), line: nil) }
        return try decode(type, bytes, path: path)
    }

    /// The one key whose meaning no schema changes; all others may be unknown here.
    private struct SchemaAlone: Decodable {
        let schema: Int
    }

    /// Sorted keys, indented, one newline at the end.
    static func text(_ value: some Encodable) throws(ConfigurationError) -> String {
        do {
            return try JSONText.page(value)
        } catch {
            throw .notEncodable
        }
    }
}
