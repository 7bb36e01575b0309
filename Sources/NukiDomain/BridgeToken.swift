import Synchronization

/// A bridge's secret: printed as `token(8 characters)`, not Codable, wiped from memory when the last copy goes.
///
/// Whoever needs the bytes reads them in ``withBytes(_:)`` and nowhere else.
public struct BridgeToken: Sendable {
    /// What a bridge accepts (Bridge API 1.13.2: `uint8[20]`; the app asks for at least 6).
    public static let allowedLength = 6...20
    /// Shorter ones can be guessed by whoever recorded one request (KT-TOKEN-WEAK).
    public static let strongLength = 12

    private let memory: WipedMemory

    /// Number of characters, which are ASCII and so as many bytes.
    public let count: Int

    /// Takes what a person typed or a file held, without the white space around it.
    ///
    /// - Parameter anyLength: skips the length rule, for emulated bridges; an empty token is never one.
    public init(parsing text: some StringProtocol, anyLength: Bool = false) throws(TokenError) {
        let word = Array(text.utf8.drop(while: Self.isBlank).reversed().drop(while: Self.isBlank).reversed())
        if Self.isWebKey(word) { throw .looksLikeWebKey }
        guard !word.isEmpty else { throw .empty }
        guard word.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .strangeCharacter }
        if word.count == 64, word.allSatisfy({ Hex.value($0) != nil }) { throw .looksLikeHash }
        guard anyLength || Self.allowedLength.contains(word.count) else { throw .length(word.count) }
        count = word.count
        memory = WipedMemory(word)
    }

    /// A key of Nuki's cloud: 80 hex digits (developer.nuki.io, "Web API Authentication"), perhaps with the word of the
    /// header that it is sent in.
    private static func isWebKey(_ word: [UInt8]) -> Bool {
        let header = Array("Bearer ".utf8)
        let key = word.starts(with: header) ? word.dropFirst(header.count) : word[...]
        return key.count == 80 && key.allSatisfy { Hex.value($0) != nil }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Shorter than twelve characters.
    public var isWeak: Bool { count < Self.strongLength }

    /// Lends the bytes of the token; a copy of them is the caller's to wipe.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try memory.withBytes(body)
    }
}

extension BridgeToken: Equatable {
    /// Compares in constant time for tokens of one length.
    public static func == (a: BridgeToken, b: BridgeToken) -> Bool {
        guard a.count == b.count else { return false }
        return a.withBytes { left in
            b.withBytes { right in
                var difference: UInt8 = 0
                for index in left.indices { difference |= left[index] ^ right[index] }
                return difference == 0
            }
        }
    }
}

extension BridgeToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Its length, never its value.
    public var description: String { "token(\(count) characters)" }
    /// Its length, never its value.
    public var debugDescription: String { description }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a text is not a token. It never carries the text.
public enum TokenError: Error, Hashable, Sendable {
    /// Nothing but white space.
    case empty
    /// This many characters, where 6 to 20 are allowed.
    case length(Int)
    /// Something other than printable ASCII, or white space inside.
    case strangeCharacter
    /// 64 hex digits: a hash of the token, not the token.
    case looksLikeHash
    /// A key of the Nuki Web API, which is for Nuki's cloud.
    case looksLikeWebKey
}

/// Bytes that are overwritten before their memory is given back.
private final class WipedMemory: Sendable {
    private let bytes: Mutex<[UInt8]>

    init(_ bytes: [UInt8]) {
        self.bytes = Mutex(bytes)
    }

    func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The array is only ever read and wiped, so what leaves the lock shares its one buffer.
        let held = bytes.withLock { $0 }
        return try body(held.span)
    }

    deinit {
        bytes.withLock { $0.wipe() }
    }
}
