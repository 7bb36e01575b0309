/// Which side a message comes from: the field `op` (RFC 2131 section 2); other numbers occur and are kept.
public struct DHCPOperation: Hashable, Sendable, RawRepresentable {
    /// The number on the wire.
    public let rawValue: UInt8

    /// Takes any number.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// BOOTREQUEST: a client, or a relay for it.
    public static let client = DHCPOperation(rawValue: 1)
    /// BOOTREPLY: a server.
    public static let server = DHCPOperation(rawValue: 2)
}
