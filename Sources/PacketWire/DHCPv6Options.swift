public import NukiDomain

/// What the options of one DHCPv6 message say; where one is repeated, the first counts.
public struct DHCPv6Options: Hashable, Sendable {
    /// The codes in the order they stand in, without those inside other options.
    public internal(set) var codes: [UInt16] = []
    /// Option 1.
    public internal(set) var clientIdentifier: DUID?
    /// Option 2.
    public internal(set) var serverIdentifier: DUID?
    /// Option 39.
    public internal(set) var fullName: HostName?
    /// The addresses of all associations that the client has, wishes or gets.
    public internal(set) var addresses: [IPv6Address] = []
    /// Option 79, which only a relay adds.
    var linkLayerAddress: MACAddress?
}
