import Linux
import NukiDomain

/// A file of STATE that holds one value and is gone with it: what a restart may need, and nothing breaks without.
public struct JournalFile<Value: Codable>: Sendable {
    private struct Content: Codable {
        var schema = JournalFile.schema
        let value: Value
    }

    private static var schema: Int { 1 }

    /// Where it is.
    public let path: String

    /// Nothing is read or made before it is asked for.
    public init(_ name: String, in locations: Locations) {
        path = "\(locations.state)/\(name)"
    }

    /// What it holds; nil if it is not there. A file of another schema, or of none, is an error and stays as it is.
    public func read() throws(ConfigurationError) -> Value? {
        guard let bytes = try OwnFile.bytes(at: path) else { return nil }
        return try OwnFile.decode(Content.self, schema: Self.schema, bytes, path: path).value
    }

    /// Replaces what it holds, atomically and for its owner alone; makes the folder where there is none.
    ///
    /// What cannot be understood is an error, and stays as it is.
    public func write(_ value: Value) throws(ConfigurationError) {
        _ = try read()
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        try removeLitter()
        try AtomicFile.write(Array(try OwnFile.text(Content(value: value)).utf8), to: path)
    }

    /// Removes it, and the folder if nothing else is in it; what cannot be understood stays.
    public func remove() throws(ConfigurationError) {
        _ = try read()
        try removeLitter()
        try at(path) { () throws(SystemError) in try FileSystem.remove(path) }
        // A folder that holds more stays.
        try? FileSystem.removeEmptyFolder(FilePath.folder(of: path))
    }

    /// What a process that was killed while it wrote left behind.
    private func removeLitter() throws(ConfigurationError) {
        let (folder, file) = (FilePath.folder(of: path), FilePath.name(of: path))
        try at(folder) { () throws(SystemError) in
            guard try FileStatus.of(folder) != nil else { return }
            for name in try FileSystem.names(in: folder) where AtomicFile.isTemporary(name, for: file) {
                try FileSystem.remove("\(folder)/\(name)")
            }
        }
    }
}
