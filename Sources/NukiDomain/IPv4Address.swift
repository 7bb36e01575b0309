/// An IPv4 address as a number in host order.
public struct IPv4Address: Hashable, Sendable, RawRepresentable, Comparable {
    /// The address with its first part in the highest byte.
    public let rawValue: UInt32

    /// Takes the address as a number.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Takes the four parts in reading order.
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
    }

    /// Reads `192.168.1.52`: four decimal parts, no leading zeros (which some programs read as octal).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                part.utf8.count == 1 || part.utf8.first != 0x30, let byte = UInt8(part)
            else { return nil }
            value = value << 8 | UInt32(byte)
        }
        rawValue = value
    }

    /// 0.0.0.0.
    public static let unspecified = IPv4Address(rawValue: 0)
    /// 127.0.0.1.
    public static let loopback = IPv4Address(127, 0, 0, 1)
    /// 255.255.255.255.
    public static let broadcast = IPv4Address(rawValue: .max)

    /// Lies in the block of `bits` leading bits that begins at `block`.
    public func isIn(_ block: IPv4Address, _ bits: UInt32) -> Bool {
        (rawValue ^ block.rawValue) >> (32 - bits) == 0
    }

    /// In 127.0.0.0/8.
    public var isLoopback: Bool { isIn(IPv4Address(127, 0, 0, 0), 8) }

    /// Could be somebody's own address on a network: not "this network", loopback, link-local, multicast or reserved.
    public var isUsableUnicast: Bool {
        !isIn(IPv4Address(0, 0, 0, 0), 8) && !isLoopback && !isIn(IPv4Address(169, 254, 0, 0), 16)
            && rawValue < IPv4Address(224, 0, 0, 0).rawValue
    }

    /// In one of the blocks that no router of the internet carries (RFC 1918 section 3).
    public var isPrivate: Bool {
        isIn(IPv4Address(10, 0, 0, 0), 8) || isIn(IPv4Address(172, 16, 0, 0), 12)
            || isIn(IPv4Address(192, 168, 0, 0), 16)
    }

    /// By number, so that lists of addresses read in order.
    public static func < (a: IPv4Address, b: IPv4Address) -> Bool { a.rawValue < b.rawValue }
}

extension IPv4Address: CustomStringConvertible {
    /// Four decimal parts.
    public var description: String {
        "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
    }
}
