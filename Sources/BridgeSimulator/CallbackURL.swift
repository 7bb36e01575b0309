import NukiDomain

/// Where callbacks may be posted to: `http://` only, at most 254 characters (Bridge API 1.13.2, `/callback/add`).
///
/// Whether real bridges count before or after percent-decoding is not known; here it is after.
struct CallbackURL: Hashable, Sendable {
    /// As it was registered.
    let text: String
    /// Where to connect to.
    let endpoint: Endpoint
    /// What stands in the request line.
    let target: String

    /// The most characters.
    static let longest = 254

    /// Nil for what a bridge refuses with 400.
    init?(_ text: String) {
        let scheme = "http://"
        guard text.utf8.count <= Self.longest, text.lowercased().hasPrefix(scheme),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard let endpoint = Self.endpoint(authority) else { return nil }
        self.text = text
        self.endpoint = endpoint
        let target = rest.dropFirst(authority.count).prefix { $0 != "#" }
        self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
    }

    private static func endpoint(_ authority: Substring) -> Endpoint? {
        let isBracketed = authority.hasPrefix("[")
        let name = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        guard !isBracketed || authority.contains("]") else { return nil }
        let after = authority.dropFirst(name.count + (isBracketed ? 2 : 0))
        guard after.isEmpty || after.hasPrefix(":"),
            let port = after.isEmpty ? Port(rawValue: 80) : Port(after.dropFirst()),
            let host = try? Host(parsing: name)  // whatever is wrong with it, a bridge answers 400
        else { return nil }
        return Endpoint(host: host, port: port)
    }
}
