/// What a DHCPv6 message is for (RFC 8415 section 7.3); other numbers are kept.
public struct DHCPv6MessageType: Hashable, Sendable, RawRepresentable {
    /// The number on the wire.
    public let rawValue: UInt8

    /// Takes any number.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A client gives its addresses back.
    public static let release = DHCPv6MessageType(rawValue: 8)
    /// A client found an address in use by somebody else.
    public static let decline = DHCPv6MessageType(rawValue: 9)
    /// A relay passes a client's message on.
    public static let relayForward = DHCPv6MessageType(rawValue: 12)
    /// A server answers through a relay.
    public static let relayReply = DHCPv6MessageType(rawValue: 13)

    /// It wraps another message.
    public var isRelayed: Bool { self == .relayForward || self == .relayReply }

    /// A client sends it, and not a server or relay.
    public var isFromClient: Bool {
        switch rawValue {
        case 1, 3, 4, 5, 6, 8, 9, 11: true
        default: false
        }
    }

    private static let names = [
        "SOLICIT", "ADVERTISE", "REQUEST", "CONFIRM", "RENEW", "REBIND", "REPLY", "RELEASE", "DECLINE", "RECONFIGURE",
        "INFORMATION-REQUEST", "RELAY-FORW", "RELAY-REPL",
    ]
}

extension DHCPv6MessageType: CustomStringConvertible {
    /// The name that RFC 8415 gives it, `type 14` for another.
    public var description: String {
        let index = Int(rawValue) - 1
        return Self.names.indices.contains(index) ? Self.names[index] : "type \(rawValue)"
    }
}
