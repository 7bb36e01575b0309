import NukiDomain

extension FixedWidthInteger {
    /// The number's bytes, most significant first.
    var networkBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
    }
}

extension MACAddress {
    /// The six bytes in the order of the wire.
    var networkBytes: [UInt8] { Array(rawValue.networkBytes.suffix(6)) }
}
