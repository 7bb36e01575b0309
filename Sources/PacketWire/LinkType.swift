/// What stands before the IP header in the frames of one capture.
public enum LinkType: Hashable, Sendable {
    /// Ethernet, with any VLAN tags.
    case ethernet
    /// Linux cooked capture, version 1: 16 bytes.
    case linuxCooked
    /// Linux cooked capture, version 2, as the interface `any` gives it: 20 bytes.
    case linuxCooked2
    /// Nothing: the frame is an IP packet of either version.
    case rawIP
    /// Nothing: the frame is an IPv6 packet.
    case rawIPv6
    /// Four bytes with the number of the address family, in the byte order of whoever wrote the capture.
    case addressFamily

    /// Takes the number that `pcap_datalink` gives (tcpdump.org/linktypes.html); nil for a type that is not carried.
    public init?(pcapNumber: Int32) {
        switch pcapNumber {
        case 1: self = .ethernet
        case 113: self = .linuxCooked
        case 276: self = .linuxCooked2
        case 12, 101, 228: self = .rawIP
        case 229: self = .rawIPv6
        case 0, 108: self = .addressFamily
        default: return nil
        }
    }
}
