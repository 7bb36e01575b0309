import Linux
import NukiDomain

/// A file of the state folder with a row for each bridge: `{"bridges":[…],"schema":1}`.
public struct StateFile<Row: Codable & Sendable>: Sendable {
    private struct Content: Codable {
        var schema = StateFile.schema
        var bridges: [Row]
    }

    private static var schema: Int { 1 }

    private let path: String

    /// - Parameter path: it need not be there yet, nor its folder.
    public init(_ path: String) { self.path = path }

    /// The rows as they are now; none if there is no file. One that makes no sense is an error and stays as it is.
    public func rows() throws(ConfigurationError) -> [Row] {
        guard let bytes = try OwnFile.bytes(at: path) else { return [] }
        return try OwnFile.decode(Content.self, schema: Self.schema, bytes, path: path).bridges
    }

    /// Replaces all rows in one atomic write.
    public func write(_ rows: [Row]) throws(ConfigurationError) {
        let text = try OwnFile.text(Content(bridges: rows))
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        try AtomicFile.write(Array(text.utf8), to: path)
    }

    /// Runs what reads and writes while no other process does.
    public func underLock<Value>(
        _ body: () throws(ConfigurationError) -> Value
    ) async throws(ConfigurationError) -> Value {
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        let lock = try await EntryStore.lock("\(path).lock", clock: ContinuousClock())
        let value = try body()
        _ = consume lock
        return value
    }
}
