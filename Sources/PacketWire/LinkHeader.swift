import NukiDomain

/// The part of a frame before the IP header.
struct LinkHeader {
    /// What follows is IPv4.
    let carriesIPv4: Bool
    /// The hardware address that sent the frame: a relay's or a repeater's as well as a client's.
    let source: MACAddress?

    /// Reads the header and leaves the reader at what it carries.
    @_lifetime(reader: copy reader)
    init(parsing reader: inout PacketReader, link: LinkType) throws(WireError) {
        switch link {
        case .ethernet:
            try reader.skip(6)
            source = try reader.hardwareAddress()
            carriesIPv4 = try Self.isIPv4(etherType: try reader.uint16(), &reader)
        case .linuxCooked:
            try reader.skip(4)
            let length = Int(try reader.uint16())
            source = try Self.cookedAddress(length, &reader)
            carriesIPv4 = try Self.isIPv4(etherType: try reader.uint16(), &reader)
        case .linuxCooked2:
            let etherType = try reader.uint16()
            try reader.skip(9)
            let length = Int(try reader.byte())
            source = try Self.cookedAddress(length, &reader)
            carriesIPv4 = try Self.isIPv4(etherType: etherType, &reader)
        case .rawIP:
            source = nil
            carriesIPv4 = true  // or IPv6: the version number says which
        case .rawIPv6:
            source = nil
            carriesIPv4 = false
        case .addressFamily:
            let internet: UInt32 = 2  // AF_INET is the same number on every system
            let family = try reader.uint32()
            source = nil
            carriesIPv4 = family == internet || family.byteSwapped == internet
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
    private static func isIPv4(etherType first: UInt16, _ reader: inout PacketReader) throws(WireError) -> Bool {
        var etherType = first
        for _ in 0..<4 {
            guard etherType == 0x8100 || etherType == 0x88A8 || etherType == 0x9100 else { break }
            try reader.skip(2)
            etherType = try reader.uint16()
        }
        return etherType == 0x0800
    }
}
