import CSodium
import NukiDomain

// The one file that calls libsodium. https://doc.libsodium.org/secret-key_cryptography/secretbox

/// The box of an encrypted sign-in: XSalsa20-Poly1305 under the SHA-256 of the token (Bridge API 1.13.2, "ctoken").
enum SecretBox {
    /// Bytes of a nonce.
    static let nonceBytes = Int(crypto_secretbox_NONCEBYTES)
    /// Bytes that sealing adds in front.
    static let tagBytes = Int(crypto_secretbox_MACBYTES)

    /// Seals a message: sixteen bytes of tag, then as many bytes as the message has.
    ///
    /// - Precondition: the nonce has ``nonceBytes`` bytes and was never used with this token.
    static func seal(_ message: [UInt8], nonce: [UInt8], token: BridgeToken) -> [UInt8] {
        precondition(nonce.count == nonceBytes)
        return withKey(of: token) { key in
            var box = [UInt8](repeating: 0, count: tagBytes + message.count)
            unsafe crypto_secretbox_easy(&box, message, UInt64(message.count), nonce, key)
            return box
        }
    }

    /// Opens a box; nil when it was sealed under another token, with another nonce, or was changed on the way.
    static func open(_ box: [UInt8], nonce: [UInt8], token: BridgeToken) -> [UInt8]? {
        guard nonce.count == nonceBytes, box.count >= tagBytes else { return nil }
        return withKey(of: token) { key in
            var message = [UInt8](repeating: 0, count: box.count - tagBytes)
            let result = unsafe crypto_secretbox_open_easy(&message, box, UInt64(box.count), nonce, key)
            return result == 0 ? message : nil
        }
    }

    /// SHA-256 of `prefix` followed by the token: the `hash` of the older sign-in.
    static func digest(_ prefix: some Sequence<UInt8>, token: BridgeToken) -> [UInt8] {
        token.withBytes { (bytes: Span<UInt8>) in
            var text = Array(prefix)
            text.reserveCapacity(text.count + bytes.count)
            for index in bytes.indices { text.append(bytes[index]) }
            defer { text.wipe() }
            return sha256(text)
        }
    }

    /// Bytes that nobody can foretell.
    static func random(_ count: Int) -> [UInt8] {
        precondition(isReady)
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }

    /// True when two texts are equal, found in a time that depends on their lengths alone.
    static func areEqual(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Bool {
        let (a, b) = (Array(a), Array(b))
        guard a.count == b.count else { return false }
        return unsafe sodium_memcmp(a, b, a.count) == 0
    }

    /// libsodium picks its fastest code once; it fails only where the system has no random source at all.
    private static let isReady = sodium_init() >= 0

    private static func withKey<Result>(of token: BridgeToken, _ body: ([UInt8]) -> Result) -> Result {
        var key = digest([], token: token)
        defer { key.wipe() }
        return body(key)
    }

    /// SHA-256 of a text.
    static func sha256(_ text: [UInt8]) -> [UInt8] {
        precondition(isReady)
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        unsafe crypto_hash_sha256(&digest, text, UInt64(text.count))
        return digest
    }
}

/// The libsodium that is loaded.
public enum SodiumVersion {
    /// Such as "1.0.18".
    public static var text: String { unsafe String(cString: sodium_version_string()) }
}
