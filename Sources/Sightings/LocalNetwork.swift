public import Linux
public import NukiDomain

/// An IPv4 network that this machine is on: its hosts are reached without a router.
public struct LocalNetwork: Hashable, Sendable {
    /// The interface, such as `eth0`.
    public let interface: String
    /// This machine's own address there.
    public let ownAddress: IPv4Address
    /// Leading bits that the network's addresses share, 0 to 32.
    public let prefixLength: Int

    /// Puts the parts together.
    public init(interface: String, ownAddress: IPv4Address, prefixLength: Int) {
        self.interface = interface
        self.ownAddress = ownAddress
        self.prefixLength = prefixLength
    }

    /// The networks of every interface, asked of the kernel.
    public static func all() throws(SystemError) -> [LocalNetwork] {
        try NetlinkSocket().rows(of: .addresses).compactMap { LocalNetwork($0) }
    }

    // `struct ifaddrmsg`: family, prefix length, flags, scope, index. On a point-to-point link `IFA_ADDRESS` is the
    // other end; `IFA_LOCAL` is always one's own.
    private init?(_ row: NetlinkMessage) {
        guard let index = row.headNumber(at: 4, as: UInt32.self), let interface = InterfaceName.of(index: index),
            let address = IPv4Address(bytes: row.attributes[2] ?? row.attributes[1]),
            row.head[1] <= 32
        else { return nil }
        self.init(interface: interface, ownAddress: address, prefixLength: Int(row.head[1]))
    }

    /// Whether a host of this network could have the address: its first and last, and our own, belong to no other host.
    public func reaches(_ address: IPv4Address) -> Bool {
        guard contains(address), address != ownAddress || address.isLoopback else { return false }
        let hostBits = address.rawValue & ~mask
        return prefixLength >= 31 || address.isLoopback || (hostBits != 0 && hostBits != ~mask)
    }

    /// Whether the address has this network's prefix.
    func contains(_ address: IPv4Address) -> Bool {
        (address.rawValue ^ ownAddress.rawValue) & mask == 0
    }

    /// The first address; it is no host's.
    var first: IPv4Address { IPv4Address(rawValue: ownAddress.rawValue & mask) }

    /// How many addresses the network has.
    var size: Int { 1 << (32 - prefixLength) }

    /// Ones where all addresses of the network agree.
    private var mask: UInt32 { prefixLength == 0 ? 0 : .max << UInt32(32 - prefixLength) }
}

extension IPv4Address {
    /// Four bytes in network order; nil for any other number of them.
    init?(bytes: [UInt8]?) {
        guard let bytes, bytes.count == 4 else { return nil }
        self.init(bytes[0], bytes[1], bytes[2], bytes[3])
    }
}
