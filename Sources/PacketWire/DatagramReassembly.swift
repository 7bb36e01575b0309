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

    /// Reads one frame as ``DHCPFrame/init(parsing:link:)`` does, except that the fragment which completes a
    /// datagram, be it the last or not, gives the whole message.
    public mutating func frame(parsing bytes: RawSpan, link: LinkType) throws(WireError) -> DHCPFrame? {
        var reader = PacketReader(bytes)
        let linkHeader = try LinkHeader(parsing: &reader, link: link)
        guard linkHeader.carriesIPv4, let packet = try IPv4Header(parsing: &reader), packet.carriesUDP else {
            return nil
        }
        if packet.isFragment, let datagram = add(packet, reader) {
            // Single bytes have no padding, which is why `bytes` counts as unsafe.
            var whole = unsafe PacketReader(datagram.span.bytes)
            return try DHCPFrame(datagram: &whole, of: packet, missing: 0, linkSource: linkHeader.source)
        }
        guard packet.fragmentOffset == 0 else { return nil }
        return try DHCPFrame(datagram: &reader, of: packet, missing: packet.missing, linkSource: linkHeader.source)
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
