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

    /// Sorted keys, indented, one newline at the end.
    static func text(_ value: some Encodable) throws(ConfigurationError) -> String {
        do {
            return try JSONText.page(value)
        } catch {
            throw .notEncodable
        }
    }
}
