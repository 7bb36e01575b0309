import FoundationEssentials

/// A 26-character id: 48 bits of time, 80 bits of chance, in Crockford's base 32 (github.com/ulid/spec).
struct ULID: CustomStringConvertible {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private let value: UInt128

    /// Takes the time in whole milliseconds since 1970.
    init(at date: Date, using random: inout some RandomNumberGenerator) {
        let milliseconds = UInt128(max(0, (date.timeIntervalSince1970 * 1000).rounded(.down))) & 0xFFFF_FFFF_FFFF
        value =
            milliseconds << 80 | UInt128(UInt16(truncatingIfNeeded: random.next())) << 64
            | UInt128(random.next())
    }

    var description: String {
        let digits = (0..<26).reversed().map { Self.digits[Int(value >> UInt128(5 * $0) & 31)] }
        return String(decoding: digits, as: UTF8.self)
    }
}
