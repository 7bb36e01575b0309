/// A bridge's hardware id: `ids.hardwareId` of `/info`, and the hex in its DHCP host name.
///
/// Other programs drop leading zeros and then take `06DFECE1` and `6DFECE1` for two bridges; here it is a number,
/// and only its spelling differs. It is public and proves nothing.
public struct BridgeID: Hashable, Sendable, RawRepresentable {
    /// The id as a number.
    public let rawValue: UInt32

    /// Takes the number as it stands in JSON.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Reads 1 to 8 hex digits of either case, padded or not.
    public init?(hex text: some StringProtocol) {
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ Hex.value($0) != nil }),
            let value = UInt32(text, radix: 16)
        else { return nil }
        rawValue = value
    }

    /// Upper-case hex without leading zeros, as Home Assistant writes it.
    public var unpaddedHex: String { String(rawValue, radix: 16, uppercase: true) }
}

extension BridgeID: CustomStringConvertible {
    /// Eight upper-case hex digits.
    public var description: String { Hex.padded(rawValue) }
}

extension BridgeID: Codable {
    /// Reads the hex text that entries and reports carry.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = BridgeID(hex: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not 1 to 8 hex digits")
        }
        self = id
    }

    /// Writes eight upper-case hex digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
