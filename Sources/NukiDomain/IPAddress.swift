/// An address of either family.
public enum IPAddress: Hashable, Sendable {
    /// Four bytes.
    case v4(IPv4Address)
    /// Sixteen bytes.
    case v6(IPv6Address)

    /// Reads either spelling; an IPv6 address may stand in brackets.
    public init?(_ text: some StringProtocol) {
        if let v4 = IPv4Address(text) {
            self = .v4(v4)
        } else if text.hasPrefix("["), text.hasSuffix("]"), let v6 = IPv6Address(text.dropFirst().dropLast()) {
            self = .v6(v6)
        } else if let v6 = IPv6Address(text) {
            self = .v6(v6)
        } else {
            return nil
        }
    }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        switch self {
        case .v4(let address): address.isLoopback
        case .v6(let address): address == .loopback
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The bare address, without brackets.
    public var description: String {
        switch self {
        case .v4(let address): address.description
        case .v6(let address): address.description
        }
    }
}
