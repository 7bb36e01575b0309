import NukiDomain

/// Puts DHCP messages together that came as several IPv4 fragments (RFC 791 section 3.2).
///
/// Only a capture file needs it: the filter of a live capture lets first fragments through and no others. It keeps
/// few datagrams and short ones, and forgets the oldest, so that nobody can fill it.
public struct DatagramReassembly: Sendable {
    private var partials: [Partial] = []

    /// Datagrams kept at a time.
    static let capacity = 8
    /// Bytes of a datagram with its UDP header; a longer one is not put together.
    static let longestDatagram = 4096

    /// Starts with no fragment.
    public init() {}

    /// Reads one frame as ``DHCPPacket/init(parsing:link:)`` does, except that the fragment which completes a datagram,
    /// be it the last or not, gives the whole message.
    ///
    /// The bytes are parsed where they lie: a frame that is nil allocates nothing.
    /// - Parameter isWanted: whether a DHCPv4 message is to be copied out of its frame; it is nil if not.
    public mutating func packet(
        parsing bytes: RawSpan, link: LinkType, where isWanted: (borrowing DHCPOutline) -> Bool = { _ in true }
    ) throws(WireError) -> DHCPPacket? {
        var reader = PacketReader(bytes)
        let linkHeader = try LinkHeader(parsing: &reader, link: link)
        switch (linkHeader.content, (reader.first ?? 0) >> 4) {
        case (.ipv4, 4), (.ip, 4):
            let packet = try IPv4Header(parsing: &reader)
            guard packet.carriesUDP else { return nil }
            if packet.isFragment, let datagram = add(packet, reader) {
                // Single bytes have no padding, which is why `bytes` counts as unsafe.
                var whole = unsafe PacketReader(datagram.span.bytes)
                return try message(&whole, missing: 0, of: packet, linkHeader.source, isWanted)
            }
            guard packet.fragmentOffset == 0 else { return nil }
            return try message(&reader, missing: packet.missing, of: packet, linkHeader.source, isWanted)
        case (.ipv6, 6), (.ip, 6):
            let packet = try IPv6Header(parsing: &reader)
            guard packet.carriesUDP else { return nil }
            guard let datagram = try UDPHeader(parsing: &reader, ports: .dhcp6) else { return nil }
            let message = try DHCPv6Message(parsing: &reader, missing: max(packet.missing, datagram.missing))
            return .v6(DHCPv6Frame(message: message, linkSource: linkHeader.source))
        default:
            return nil
        }
    }

    /// Reads a UDP datagram over IPv4, of which the packet may miss some bytes.
    @_lifetime(reader: copy reader)
    @inline(__always)
    private func message(
        _ reader: inout PacketReader, missing: Int, of packet: IPv4Header, _ linkSource: MACAddress?,
        _ isWanted: (borrowing DHCPOutline) -> Bool
    ) throws(WireError) -> DHCPPacket? {
        guard let datagram = try UDPHeader(parsing: &reader, ports: .dhcp), try DHCPOutline.isDHCP(reader) else {
            return nil
        }
        var options = OptionWalk()
        options.walk(over: reader)
        guard isWanted(DHCPOutline(reader, options)) else { return nil }
        let message = DHCPMessage(reader, options, missing: max(missing, datagram.missing))
        return .v4(DHCPFrame(message: message, source: packet.source, linkSource: linkSource))
    }

    /// Keeps a fragment; returns the datagram if this was the last piece missing.
    private mutating func add(_ packet: IPv4Header, _ payload: PacketReader) -> [UInt8]? {
        let range = packet.fragmentOffset..<packet.fragmentOffset + payload.remaining
        guard packet.missing == 0, !range.isEmpty, range.upperBound <= Self.longestDatagram else { return nil }
        let key = Partial.Key(packet)
        let known = partials.firstIndex { $0.key == key }
        var partial = known.map { partials.remove(at: $0) } ?? Partial(key: key)
        partial.add(payload.copy(payload.offset..<payload.end), at: range, isLast: !packet.moreFragments)
        if let datagram = partial.datagram { return datagram }
        if partials.count == Self.capacity { partials.removeFirst() }
        partials.append(partial)
        return nil
    }
}

/// What is there of one datagram.
private struct Partial: Sendable {
    /// What its fragments have in common.
    struct Key: Hashable {
        let source: IPv4Address
        let destination: IPv4Address
        let identification: UInt16

        init(_ packet: IPv4Header) {
            source = packet.source
            destination = packet.destination
            identification = packet.identification
        }
    }

    let key: Key
    private var bytes: [UInt8] = []
    private var filled: [Range<Int>] = []
    private var length: Int?

    init(key: Key) {
        self.key = key
    }

    /// Takes a fragment in; one that overlaps an earlier one is left out, so that none can be overwritten.
    mutating func add(_ fragment: [UInt8], at range: Range<Int>, isLast: Bool) {
        guard !filled.contains(where: { $0.overlaps(range) }) else { return }
        if bytes.count < range.upperBound {
            bytes += repeatElement(0, count: range.upperBound - bytes.count)
        }
        bytes.replaceSubrange(range, with: fragment)
        filled.append(range)
        if isLast { length = range.upperBound }
    }

    /// All bytes, if the last fragment was seen and there is no gap before its end.
    var datagram: [UInt8]? {
        guard let length, bytes.count == length, filled.reduce(0, { $0 + $1.count }) == length else { return nil }
        return bytes
    }
}
