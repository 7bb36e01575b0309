import HTTPFetch
public import NukiDomain

/// A token and the way it signs requests.
public struct Credential: Sendable {
    /// The bridge's secret.
    public let token: BridgeToken
    /// Encrypted, hashed or plain.
    public let mode: AuthMode

    /// Puts the two together.
    public init(token: BridgeToken, mode: AuthMode) {
        self.token = token
        self.mode = mode
    }

    /// Signs one request with a fresh stamp and a fresh nonce.
    func signature(_ stamps: StampSource) -> [QueryItem] {
        signature(stamp: stamps.next(), nonce: SecretBox.random(SecretBox.nonceBytes))
    }

    /// Signs with a given stamp and nonce: what the published test vectors are checked with.
    func signature(stamp: RequestStamp, nonce: [UInt8]) -> [QueryItem] {
        switch mode {
        case .encrypted:
            let box = SecretBox.seal(Array(stamp.text.utf8), nonce: nonce, token: token)
            return [
                QueryItem("ctoken", verbatim: Hex.lower(box)), QueryItem("nonce", verbatim: Hex.lower(nonce)),
            ]
        case .hashed:
            let hash = SecretBox.digest("\(stamp.text),".utf8, token: token)
            return [
                QueryItem("ts", verbatim: stamp.time), QueryItem("rnr", verbatim: String(stamp.number)),
                QueryItem("hash", verbatim: Hex.lower(hash)),
            ]
        case .plain:
            let text = token.withBytes { (bytes: Span<UInt8>) in
                String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
            }
            return [QueryItem("token", text)]
        }
    }
}
