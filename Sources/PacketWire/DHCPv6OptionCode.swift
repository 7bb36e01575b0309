/// The numbers of the DHCPv6 options that have a meaning here (RFC 8415 section 21, RFC 4704, RFC 6939).
enum DHCPv6OptionCode {
    /// The client's DUID.
    static let clientIdentifier: UInt16 = 1
    /// The server's DUID.
    static let serverIdentifier: UInt16 = 2
    /// An association for addresses that stay.
    static let association: UInt16 = 3
    /// The same for temporary addresses.
    static let temporaryAssociation: UInt16 = 4
    /// One address, within an association.
    static let address: UInt16 = 5
    /// The message that a relay passes on.
    static let relayedMessage: UInt16 = 9
    /// The client's full domain name.
    static let fullName: UInt16 = 39
    /// The client's hardware address as the first relay saw it.
    static let linkLayerAddress: UInt16 = 79
}
