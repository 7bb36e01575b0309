import Linux
public import NukiDomain

/// One file a token: `CONFIG/tokens/<ID>`, mode 0600, without a backup.
///
/// `$CREDENTIALS_DIRECTORY/keyturn-<ID>`, which systemd fills (systemd.exec(5), "Credentials"), wins over it.
public struct TokenStore: Sendable {
    private let folder: String
    private let credentials: String?

    /// Nothing is read or made before it is asked for.
    public init(_ locations: Locations) {
        folder = locations.tokens
        credentials = locations.credentials
    }

    /// The token of an entry as it stands; nil if there is none.
    ///
    /// If a write of entry and token was cut off between the two, this is the token from before it.
    public func token(for entry: BridgeEntry) throws(ConfigurationError) -> BridgeToken? {
        if let credentials, let token = try read("\(credentials)/keyturn-\(entry.id)") { return token }
        return try stored(for: entry)
    }

    /// Where a bridge's token is written.
    public func path(for id: BridgeID) -> String { "\(folder)/\(id)" }

    /// The token in the folder, whatever systemd has.
    func stored(for entry: BridgeEntry) throws(ConfigurationError) -> BridgeToken? {
        if let kept = try read(keptPath(for: entry)) { return kept }
        return try read(path(for: entry.id))
    }

    /// Where the token of an entry waits while both are being replaced.
    ///
    /// Its name holds the time of the entry's last change, so it counts until the very rename that brings the new entry.
    func keptPath(for entry: BridgeEntry) -> String {
        "\(path(for: entry.id))@\(WireTime.text(entry.modified))"
    }

    private func read(_ path: String) throws(ConfigurationError) -> BridgeToken? {
        let longest = 4096
        guard var bytes = try at(path, { () throws(SystemError) in try FileSystem.contents(of: path, limit: longest) })
        else { return nil }
        defer { bytes.wipe() }
        do {
            // What is stored was accepted once, whatever its length.
            return try BridgeToken(parsing: String(decoding: bytes, as: UTF8.self), anyLength: true)
        } catch {
            throw .badToken(path: path, error)
        }
    }

    /// Writes a token and a newline.
    static func write(_ token: BridgeToken, to path: String) throws(ConfigurationError) {
        var bytes = token.withBytes { span in span.indices.map { span[$0] } + [UInt8(ascii: "\n")] }
        defer { bytes.wipe() }
        try AtomicFile.write(bytes, to: path)
    }
}
