public import FoundationEssentials
public import NukiDomain

/// What a request's query says about who sent it, checked against the bridge's own token.
///
/// The window of time and the memory of what was seen before are the bridge's to keep.
public struct SignInClaim: Sendable {
    /// The way the request was signed.
    public let mode: AuthMode
    /// The time it carries; nil for a plain token.
    public let time: Date?
    /// Equal for two uses of one ticket; nil for a plain token, which has none.
    public let replayKey: String?

    /// Nil when the token is wrong or missing, or a part of the signature is missing, changed or unreadable.
    public init?(query: [(name: String, value: String)], token: BridgeToken) {
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        if let box = value("ctoken"), let nonce = value("nonce") {
            guard let box = Hex.bytes(box), let nonceBytes = Hex.bytes(nonce),
                let message = SecretBox.open(box, nonce: nonceBytes, token: token),
                let stamp = RequestStamp(String(decoding: message, as: UTF8.self))
            else { return nil }
            self.init(.encrypted, stamp, replayKey: nonce.lowercased())
        } else if let hash = value("hash"), let time = value("ts"), let number = value("rnr") {
            guard let stamp = RequestStamp(time: time, number: number),
                SecretBox.areEqual(
                    hash.utf8, Hex.lower(SecretBox.digest("\(stamp.text),".utf8, token: token)).utf8)
            else { return nil }
            self.init(.hashed, stamp, replayKey: stamp.text)
        } else if let plain = value("token") {
            guard let claimed = try? BridgeToken(parsing: plain, anyLength: true),  // no token at all is a wrong one
                claimed == token
            else { return nil }
            self.init(.plain, nil, replayKey: nil)
        } else {
            return nil
        }
    }

    private init(_ mode: AuthMode, _ stamp: RequestStamp?, replayKey: String?) {
        self.mode = mode
        time = stamp.flatMap { WireTime.date($0.time) }
        self.replayKey = replayKey
    }
}
