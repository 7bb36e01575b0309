/// How DHCP servers write their leases; which server it was shows in the text itself.
enum LeaseFormat: Hashable, CaseIterable {
    /// dnsmasq, and with it Pi-hole and OpenWrt: one line a lease.
    case dnsmasq
    /// ISC dhcpd: blocks, appended as things happen (dhcpd.leases(5)).
    case dhcpd
    /// Kea's memfile: comma-separated values below a line of names, appended as things happen.
    case kea
    /// systemd-networkd: JSON, written whole (`PersistLeases=`, systemd 256).
    case networkd

    /// Tells the format by the first line that says something; nil where no server writes like that.
    static func of(_ lines: LeaseLines) -> LeaseFormat? {
        guard let line = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else { return nil }
        if line.hasPrefix("address,") { return .kea }
        if line.hasPrefix("[") || line.hasPrefix("{") { return .networkd }
        let words = line.split(separator: " ")
        if words.count >= 4, words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return .dnsmasq }
        if words.count == 2, words[0] == "duid" { return .dnsmasq }
        return dhcpdBeginnings.contains { line.hasPrefix($0) } ? .dhcpd : nil
    }

    /// The statements that stand at the top level of a `dhcpd.leases`.
    private static let dhcpdBeginnings = [
        "lease ", "server-duid ", "authoring-byte-order ", "failover ", "host ", "group ", "subgroup ", "class ",
        "subclass ", "ia-na ", "ia-ta ", "ia-pd ",
    ]
}

/// The lines of a file, each as text whatever its bytes are, without its end and without white space around it.
struct LeaseLines: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    /// No server writes longer ones; they are cut here.
    private static let longest = 4096

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func next() -> Substring? {
        guard !rest.isEmpty else { return nil }
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest.dropFirst(line.count + 1)
        let text = Substring(decoding: line.prefix(Self.longest), as: UTF8.self)
        return text.trimmingSpace()
    }
}

extension Substring {
    /// Without spaces, tabs and returns at both ends.
    func trimmingSpace() -> Substring {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        let start = unicodeScalars.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return Substring(start[...last])
    }
}
