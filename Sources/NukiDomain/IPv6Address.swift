/// An IPv6 address, printed as RFC 5952 asks (lower case, the longest run of zeros as `::`).
public struct IPv6Address: Hashable, Sendable {
    // Not one UInt128: Swift 6.3 mislays values of that alignment in async functions.
    /// The first eight bytes as a number; the first byte on the wire is the most significant.
    public let high: UInt64
    /// The last eight bytes.
    public let low: UInt64

    /// Takes the address as two numbers.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the forms of RFC 4291 section 2.2, with `::` and a dotted IPv4 tail; no zone.
    public init?(_ text: some StringProtocol) {
        var groups: [UInt16] = []
        var gap: Int?
        var rest = Substring(text)
        if rest.hasPrefix("::") {
            gap = 0
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            guard groups.count < 8 else { return nil }
            let piece = rest.prefix { $0 != ":" }
            rest = rest.dropFirst(piece.count)
            if rest.isEmpty, piece.contains(".") {
                guard let tail = IPv4Address(piece), groups.count <= 6 else { return nil }
                groups += [UInt16(tail.rawValue >> 16), UInt16(tail.rawValue & 0xFFFF)]
                break
            }
            guard (1...4).contains(piece.utf8.count), piece.utf8.allSatisfy({ Hex.value($0) != nil }),
                let group = UInt16(piece, radix: 16)
            else { return nil }
            groups.append(group)
            guard !rest.isEmpty else { break }
            rest = rest.dropFirst()
            if rest.first == ":" {
                guard gap == nil else { return nil }
                gap = groups.count
                rest = rest.dropFirst()
            } else if rest.isEmpty {
                return nil
            }
        }
        if let gap {
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
        }
        guard groups.count == 8 else { return nil }
        high = groups[..<4].reduce(0) { $0 << 16 | UInt64($1) }
        low = groups[4...].reduce(0) { $0 << 16 | UInt64($1) }
    }

    /// The machine itself, ::1.
    public static let loopback = IPv6Address(high: 0, low: 1)

    private var groups: [UInt16] {
        [high, low].flatMap { half in
            stride(from: 48, through: 0, by: -16).map { UInt16(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }

    /// Where the longest run of at least two zero groups lies; the first of equals.
    private var longestZeroRun: Range<Int>? {
        var best: Range<Int>?
        var start = 0
        let groups = groups
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(1, best?.count ?? 0) { best = start..<end }
            start = end + 1
        }
        return best
    }
}

extension IPv6Address: CustomStringConvertible {
    /// The shortest spelling.
    public var description: String {
        func spelled(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        let groups = groups
        guard let zeros = longestZeroRun else { return spelled(groups[...]) }
        return spelled(groups[..<zeros.lowerBound]) + "::" + spelled(groups[zeros.upperBound...])
    }
}
