/// The checksum of IPv4, UDP and others: the complement of the sum in one's complement (RFC 1071).
struct InternetChecksum {
    private var sum: UInt32 = 0

    /// Adds bytes, two by two; an odd last one counts as the higher half of a pair.
    mutating func add(_ bytes: [UInt8]) {
        for index in stride(from: 0, to: bytes.count, by: 2) {
            let low = index + 1 < bytes.count ? bytes[index + 1] : 0
            sum += UInt32(bytes[index]) << 8 | UInt32(low)
            sum = sum & 0xFFFF + sum >> 16
        }
    }

    /// What goes into the header, over whose checksum field zeros were added.
    var value: UInt16 { ~UInt16(truncatingIfNeeded: sum) }
}
