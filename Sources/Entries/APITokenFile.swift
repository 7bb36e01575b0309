import Linux
import NukiDomain

/// The file of API tokens: mode 0600, written whole, no backup.
///
///     {"tokens":[{"name":"phone","scopes":["read","lock"],"sha256":"5e88…"}]}
public struct APITokenFile: Sendable {
    /// Where it is.
    public let path: String

    /// Nothing is read or made before it is asked for.
    public init(path: String) {
        self.path = path
    }

    /// The tokens as they stand; none if there is no file.
    public func load() throws(ConfigurationError) -> [APIToken] {
        guard let bytes = try OwnFile.bytes(at: path) else { return [] }
        return try OwnFile.decode(Content.self, bytes, path: path).tokens
    }

    /// Replaces all of them.
    public func save(_ tokens: [APIToken]) throws(ConfigurationError) {
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        try AtomicFile.write(Array(try OwnFile.text(Content(tokens: tokens)).utf8), to: path)
    }

    /// Changes them while nobody else does: of two at once the second sees what the first one did.
    ///
    /// - Parameter body: returns false where nothing is to be changed.
    /// - Returns: what the body returned.
    public func change(_ body: (inout [APIToken]) -> Bool) async throws(ConfigurationError) -> Bool {
        try AtomicFile.makeFolder(FilePath.folder(of: path))
        let lock = try await EntryStore.lock("\(path).lock", clock: ContinuousClock())
        var tokens = try load()
        let isChanged = body(&tokens)
        if isChanged { try save(tokens) }
        _ = consume lock
        return isChanged
    }

    private struct Content: Codable {
        let tokens: [APIToken]

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case tokens
        }

        init(tokens: [APIToken]) {
            self.tokens = tokens
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            tokens = try decoder.container(keyedBy: CodingKeys.self).decode([APIToken].self, forKey: .tokens)
        }
    }
}

extension APITokenFile {
    /// The file that the settings of a configuration name.
    public init(_ settings: LoopSettings.HTTP, _ locations: Locations) {
        self.init(path: settings.tokens.hasPrefix("/") ? settings.tokens : "\(locations.config)/\(settings.tokens)")
    }
}
