public import NukiDomain

/// What a DHCPv6 client or server is known by: its DHCP unique identifier (RFC 8415 section 11).
public struct DUID: Hashable, Sendable {
    /// Its bytes, the type first; never empty.
    public let bytes: [UInt8]

    /// Takes any bytes that are at least a type; nil for fewer.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return nil }
        self.bytes = bytes
    }

    /// The hardware address in it: of six bytes on Ethernet, with a time before it (DUID-LLT) or without (DUID-LL).
    ///
    /// A host that was given another network card may keep the identifier of the old one.
    public var mac: MACAddress? {
        let isEthernet = bytes.count > 3 && bytes[2] == 0 && bytes[3] == DHCPMessage.ethernet
        switch (bytes[0], bytes[1], bytes.count) {
        case (0, 1, 14) where isEthernet, (0, 3, 10) where isEthernet:
            return MACAddress(rawValue: bytes.suffix(6).reduce(0) { $0 << 8 | UInt64($1) })
        default:
            return nil
        }
    }
}

extension DUID: CustomStringConvertible {
    /// Lower-case hex digits without anything between them.
    public var description: String { Hex.lower(bytes) }
}
