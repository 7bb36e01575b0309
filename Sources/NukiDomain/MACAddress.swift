/// A 48-bit hardware address, printed as `54:d2:72:0a:0b:0c`.
public struct MACAddress: Hashable, Sendable {
    /// The six bytes as a number; the first byte on the wire is the most significant.
    public let rawValue: UInt64

    /// Takes the low 48 bits of a number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue & 0xFFFF_FFFF_FFFF
    }

    /// Reads six pairs of hex digits parted by `:` or `-`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard parts.count == 6 else { return nil }
        var value: UInt64 = 0
        for part in parts {
            guard part.utf8.count == 2, let bytes = Hex.bytes(part) else { return nil }
            value = value << 8 | UInt64(bytes[0])
        }
        rawValue = value
    }
}

extension MACAddress: CustomStringConvertible {
    /// Lower-case pairs with colons.
    public var description: String {
        stride(from: 40, through: 0, by: -8)
            .map { Hex.lower(UInt8(truncatingIfNeeded: rawValue >> UInt64($0))) }
            .joined(separator: ":")
    }
}
