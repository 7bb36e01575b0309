import NukiDomain

extension BridgeToken {
    /// What a bridge makes up for itself; never nil, for six letters and digits are a token.
    static func random() -> BridgeToken? {
        let characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        return try? BridgeToken(parsing: String((0..<6).compactMap { _ in characters.randomElement() }))
    }

    /// The token in clear, which `/auth` gives away: it guards nothing but a simulation.
    var text: String {
        withBytes { (bytes: Span<UInt8>) in String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self) }
    }
}
