/// A TCP port, 1 to 65535.
public struct Port: Hashable, Sendable, RawRepresentable {
    /// The number.
    public let rawValue: UInt16

    /// Takes any port but 0.
    public init?(rawValue: UInt16) {
        guard rawValue > 0 else { return nil }
        self.rawValue = rawValue
    }

    /// Reads decimal digits.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = UInt16(text) else { return nil }
        self.init(rawValue: number)
    }

    private init(known: UInt16) {
        rawValue = known
    }

    /// What a bridge listens on unless its owner changed it (Bridge API 1.13.2).
    public static let bridgeDefault = Port(known: 8080)
    /// What HTTP is served on (RFC 9110 section 4.2.1).
    public static let http = Port(known: 80)
    /// What HTTPS is served on (RFC 9110 section 4.2.2).
    public static let https = Port(known: 443)
}

extension Port: CustomStringConvertible {
    /// Decimal digits.
    public var description: String { String(rawValue) }
}

/// A host and a port: where requests to one bridge go.
public struct Endpoint: Hashable, Sendable {
    /// The address or name.
    public let host: Host
    /// The TCP port.
    public let port: Port

    /// Puts the two together.
    public init(host: Host, port: Port) {
        self.host = host
        self.port = port
    }
}

extension Endpoint: CustomStringConvertible {
    /// `192.168.1.52:8080`, with brackets around an IPv6 address: the authority of a URL.
    public var description: String {
        if case .address(.v6(let address)) = host { return "[\(address)]:\(port)" }
        return "\(host):\(port)"
    }
}
