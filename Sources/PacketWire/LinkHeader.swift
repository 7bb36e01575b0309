import NukiDomain

/// The part of a frame before the IP header.
struct LinkHeader {
    /// What follows.
    let content: Content
    /// The hardware address that sent the frame: a relay's or a repeater's as well as a client's.
    let source: MACAddress?

    /// What a frame carries.
    enum Content {
        case ipv4, ipv6
        /// IP, whose first four bits say which version.
        case ip
        case other
    }

    /// Reads the header and leaves the reader at what it carries.
    @_lifetime(reader: copy reader)
    @inline(__always)
    init(parsing reader: inout PacketReader, link: LinkType) throws(WireError) {
        switch link {
        case .ethernet:
            try reader.skip(6)
            source = try reader.hardwareAddress()
            content = try Self.content(etherType: try reader.uint16(), &reader)
        case .linuxCooked:
            try reader.skip(4)
            let length = Int(try reader.uint16())
            source = try Self.cookedAddress(length, &reader)
            content = try Self.content(etherType: try reader.uint16(), &reader)
        case .linuxCooked2:
            let etherType = try reader.uint16()
            try reader.skip(9)
            let length = Int(try reader.byte())
            source = try Self.cookedAddress(length, &reader)
            content = try Self.content(etherType: etherType, &reader)
        case .rawIP:
            source = nil
            content = .ip
        case .rawIPv6:
            source = nil
            content = .ipv6
        case .addressFamily:
            let family = try reader.uint32()
            source = nil
            content = Self.content(family: min(family, family.byteSwapped))
        }
    }

    private static func content(family: UInt32) -> Content {
        switch family {
        case 2: .ipv4  // AF_INET is the same number on every system
        case 10, 24, 28, 30: .ipv6  // Linux, NetBSD and OpenBSD, FreeBSD, macOS
        default: .other
        }
    }

    /// Eight bytes of which a hardware address may fill the first six.
    @_lifetime(reader: copy reader)
    private static func cookedAddress(_ length: Int, _ reader: inout PacketReader) throws(WireError) -> MACAddress? {
        let address = try reader.hardwareAddress()
        try reader.skip(2)
        return length == 6 ? address : nil
    }

    /// Passes over VLAN tags: 802.1Q, 802.1ad and the older 0x9100, at most four, one inside the other.
    @_lifetime(reader: copy reader)
    @inline(__always)
    private static func content(etherType first: UInt16, _ reader: inout PacketReader) throws(WireError) -> Content {
        var etherType = first
        for _ in 0..<4 {
            guard etherType == 0x8100 || etherType == 0x88A8 || etherType == 0x9100 else { break }
            try reader.skip(2)
            etherType = try reader.uint16()
        }
        return etherType == 0x0800 ? .ipv4 : etherType == 0x86DD ? .ipv6 : .other
    }
}
