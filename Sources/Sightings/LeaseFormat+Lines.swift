import FoundationEssentials
import NukiDomain

extension LeaseFormat {
    /// dnsmasq: `expiry mac address name client-id`; an expiry of 0 is no end, a name of `*` is none.
    ///
    /// Lines of other shapes, such as those of DHCPv6, are passed over.
    static func readDnsmasq(_ lines: LeaseLines, into roll: inout LeaseRoll) {
        for line in lines {
            let words = line.split(separator: " ")
            guard words.count >= 4, let expiry = Int64(words[0]), let address = IPv4Address(words[2]) else { continue }
            roll.enter(
                Lease(
                    address: address, mac: MACAddress(words[1]), hostName: words[3] == "*" ? nil : String(words[3]),
                    ends: expiry < earliestExpiry ? nil : Date(timeIntervalSince1970: Double(expiry))))
        }
    }

    /// On machines without a clock of their own dnsmasq writes how long a lease is, and not until when: nothing that is
    /// alive ended in the first 30 years of the count.
    private static let earliestExpiry: Int64 = 1_000_000_000

    /// Kea: the first line names the columns, which differ between versions.
    static func readKea(_ lines: LeaseLines, into roll: inout LeaseRoll) {
        var columns: [Substring: Int] = [:]
        for line in lines where !line.isEmpty && !line.hasPrefix("#") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard !columns.isEmpty else {
                columns = Dictionary(zip(fields, fields.indices), uniquingKeysWith: { first, _ in first })
                continue
            }
            let field = { (name: Substring) in
                columns[name].flatMap { fields.indices.contains($0) ? fields[$0] : nil }
            }
            guard let address = field("address").flatMap({ IPv4Address($0) }) else { continue }
            // State 0 is a lease in force; a life of 0 s is how a lease is taken back.
            guard field("state") ?? "0" == "0", let life = field("valid_lifetime"), life != "0" else {
                roll.strike(address)
                continue
            }
            let name = keaText(field("hostname") ?? "")
            let expiry = life == keaForever ? nil : field("expire").flatMap { Int64($0) }
            roll.enter(
                Lease(
                    address: address, mac: field("hwaddr").flatMap { MACAddress($0) },
                    hostName: name.isEmpty ? nil : name,
                    ends: expiry.map { Date(timeIntervalSince1970: Double($0)) }))
        }
    }

    /// An infinite lease (RFC 2131 section 3.3).
    private static let keaForever: Substring = "4294967295"

    /// Kea writes characters that its format needs as `&#x` and two hex digits, without a semicolon.
    private static func keaText(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: "&#x".utf8),
                let escaped = Hex.bytes(String(decoding: rest.dropFirst(3).prefix(2), as: UTF8.self)),
                let value = escaped.first
            {
                bytes.append(value)
                rest = rest.dropFirst(5)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
