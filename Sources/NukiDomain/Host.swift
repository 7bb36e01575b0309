/// Where a bridge is said to live: an address, or a name that the resolver knows.
public enum Host: Hashable, Sendable {
    /// An address of either family.
    case address(IPAddress)
    /// A host name, without a trailing dot.
    case name(String)

    /// Reads what a person typed; white space around it is no mistake.
    ///
    /// A text of digits and dots is always meant as an address, so `192.168.1.300` is refused and not looked up.
    public init(parsing text: some StringProtocol) throws(HostError) {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let word = String(trimmed)
        guard !word.isEmpty else { throw .empty }
        if let address = IPAddress(word) {
            self = .address(address)
            return
        }
        if word.contains("://") || word.contains("/") { throw .addressOfAPage(word) }
        if word.contains(":") || word.hasPrefix("[") {
            throw word.contains("]:") || word.filter({ $0 == ":" }).count == 1 ? .withPort(word) : .notAnAddress(word)
        }
        if word.allSatisfy({ $0.isNumber || $0 == "." }) { throw Self.addressError(word) }
        let name = word.hasSuffix(".") ? String(word.dropLast()) : word
        guard name.utf8.count <= 253,
            name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(Self.isLabel)
        else { throw .notAName(word) }
        self = .name(name)
    }

    private static func addressError(_ word: String) -> HostError {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.contains(where: { $0.count > 3 || (Int($0) ?? 0) > 255 }) {
            return .partTooLarge(word)
        }
        return .notAnAddress(word)
    }

    /// Letters, digits, `-` and `_` (illegal in DNS, yet what bridges call themselves), at most 63 of them.
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

extension Host: CustomStringConvertible {
    /// The address without brackets, or the name.
    public var description: String {
        switch self {
        case .address(let address): address.description
        case .name(let name): name
        }
    }
}

/// Why a text is not a host.
public enum HostError: Error, Hashable, Sendable {
    /// Nothing was written.
    case empty
    /// Four numbers, one of them above 255.
    case partTooLarge(String)
    /// Digits and dots, or colons, that make no address.
    case notAnAddress(String)
    /// A host and a port in one word.
    case withPort(String)
    /// A whole URL, or something with a path.
    case addressOfAPage(String)
    /// A character that no host name has, or too long.
    case notAName(String)
}
