import NukiDomain

/// What is kept of an API token: never the token.
public struct APIToken: Hashable, Sendable {
    /// What its owner calls it; logs name it as the one who asked.
    public let name: String
    /// SHA-256 of the token, 64 lower-case hex digits.
    public let sha256: String
    /// What it is good for.
    public let scopes: Set<APIScope>

    /// Puts the parts together.
    public init(name: String, sha256: String, scopes: Set<APIScope>) {
        self.name = name
        self.sha256 = sha256
        self.scopes = scopes
    }

    /// Whether a text can be a name: 1 to 64 letters, digits, `-`, `_` and `.`, which need no care in logs and shells.
    public static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

extension APIToken: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case name, sha256, scopes
    }

    /// Reads all three; a digest that is none would refuse its owner without a word.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try container.readText(.name) { Self.isName($0) ? $0 : nil },
            sha256: try container.readText(.sha256) { text in
                text.utf8.count == 64 && Hex.bytes(text) != nil ? text.lowercased() : nil
            },
            scopes: Set(try container.read(.scopes) { (scopes: [APIScope]) in scopes.isEmpty ? nil : scopes }))
    }

    /// Writes all three, the scopes in their usual order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(sha256, forKey: .sha256)
        try container.encode(APIScope.allCases.filter(scopes.contains), forKey: .scopes)
    }
}
