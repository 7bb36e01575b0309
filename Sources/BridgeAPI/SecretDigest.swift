import NukiDomain

/// The SHA-256 of a secret that somebody will show again: kept in its place, since the secret cannot be had from it.
public struct SecretDigest: Sendable {
    private let bytes: [UInt8]

    /// Hashes a secret.
    public init(of secret: some Sequence<UInt8>) {
        bytes = SecretBox.sha256(Array(secret))
    }

    /// Reads 64 hex digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 64, let bytes = Hex.bytes(hex) else { return nil }
        self.bytes = bytes
    }

    /// 64 lower-case hex digits.
    public var hex: String { Hex.lower(bytes) }

    /// True when both are of one secret, found in a time that tells nothing about how far they agree.
    public func equals(_ other: SecretDigest) -> Bool { SecretBox.areEqual(bytes, other.bytes) }

    /// A new secret of 43 letters, digits, `-` and `_`: 256 bits that nobody can foretell (RFC 4648 section 5).
    public static func newSecret() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        return String(decoding: SecretBox.random(43).map { alphabet[Int($0 & 0x3F)] }, as: UTF8.self)
    }
}
