/// What a DHCP message is for: option 53 (RFC 2132 section 9.6); unknown numbers are kept.
public struct DHCPMessageType: Hashable, Sendable, RawRepresentable {
    /// The number on the wire.
    public let rawValue: UInt8

    /// Takes any number.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A client looks for servers.
    public static let discover = DHCPMessageType(rawValue: 1)
    /// A server offers an address.
    public static let offer = DHCPMessageType(rawValue: 2)
    /// A client asks for an address, or to keep one.
    public static let request = DHCPMessageType(rawValue: 3)
    /// A client found the address in use by somebody else.
    public static let decline = DHCPMessageType(rawValue: 4)
    /// A server grants the address, or answers an INFORM.
    public static let ack = DHCPMessageType(rawValue: 5)
    /// A server refuses the address.
    public static let nak = DHCPMessageType(rawValue: 6)
    /// A client gives its address back.
    public static let release = DHCPMessageType(rawValue: 7)
    /// A client that has an address asks for the settings of the network.
    public static let inform = DHCPMessageType(rawValue: 8)

    /// Who sends it; nil for a type that RFC 2131 does not have.
    public var sender: DHCPOperation? {
        switch self {
        case .discover, .request, .decline, .release, .inform: .client
        case .offer, .ack, .nak: .server
        default: nil
        }
    }
}

extension DHCPMessageType: CustomStringConvertible {
    /// The name that RFC 2131 gives it, `type 13` for another.
    public var description: String {
        switch self {
        case .discover: "DISCOVER"
        case .offer: "OFFER"
        case .request: "REQUEST"
        case .decline: "DECLINE"
        case .ack: "ACK"
        case .nak: "NAK"
        case .release: "RELEASE"
        case .inform: "INFORM"
        default: "type \(rawValue)"
        }
    }
}
