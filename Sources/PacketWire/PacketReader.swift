import NukiDomain

/// A place in a frame, and the end that must not be passed.
///
/// It borrows the bytes and copies none. Offsets always count from the first byte of the frame, also after
/// ``limit(to:)``, so that an error says where to look.
struct PacketReader: ~Escapable {
    private let bytes: RawSpan
    /// The next byte to read.
    private(set) var offset: Int
    /// One past the last byte that may be read.
    private(set) var end: Int

    /// Starts at the first byte of a frame.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.bytes = bytes
        offset = 0
        end = bytes.byteCount
    }

    /// Bytes left to read.
    var remaining: Int { end - offset }

    /// Throws `headerCut` unless so many bytes are left.
    @inline(__always)
    func require(_ count: Int) throws(WireError) {
        guard remaining >= count else { throw WireError(.headerCut(missing: count - remaining), at: end) }
    }

    /// Ends the reading after so many more bytes; returns how many of them the frame does not have.
    mutating func limit(to count: Int) -> Int {
        let missing = max(0, count - remaining)
        end = offset + count - missing
        return missing
    }

    // Every field of every frame comes through what follows, which the optimizer does not inline by itself.

    /// The byte at an offset, inside the frame.
    @inline(__always)
    subscript(offset: Int) -> UInt8 {
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// Two bytes in network order at an offset, inside the frame.
    @inline(__always)
    func uint16(at offset: Int) -> UInt16 {
        UInt16(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// Four bytes in network order at an offset, inside the frame.
    @inline(__always)
    func uint32(at offset: Int) -> UInt32 {
        UInt32(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// An IPv4 address at an offset, inside the frame.
    @inline(__always)
    func address(at offset: Int) -> IPv4Address { IPv4Address(rawValue: uint32(at: offset)) }

    /// A 48-bit hardware address at an offset, inside the frame.
    @inline(__always)
    func hardwareAddress(at offset: Int) -> MACAddress {
        MACAddress(rawValue: UInt64(uint32(at: offset)) << 16 | UInt64(uint16(at: offset + 4)))
    }

    /// Whether four ASCII letters, given in lower case and written in any, stand one after the other in a range.
    func contains(_ letters: UInt32, in range: Range<Int>) -> Bool {
        let bytes = bytes.extracting(range)
        let letters = letters.bigEndian
        for offset in 0..<max(0, bytes.byteCount - 3) {
            // Inside the bytes, as the loop says. The bit 0x20 is what makes a letter lower case.
            let four = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
            if four | 0x2020_2020 == letters { return true }
        }
        return false
    }

    /// The next byte, unread; nil at the end.
    var first: UInt8? { remaining > 0 ? self[offset] : nil }

    /// A copy of bytes of the frame.
    func copy(_ range: Range<Int>) -> [UInt8] {
        // The buffer pointer does not leave the closure.
        unsafe bytes.extracting(range).withUnsafeBytes { unsafe Array($0) }
    }

    /// Goes to a part of what may be read, and ends where it ends.
    mutating func narrow(to part: Range<Int>) {
        end = min(end, part.upperBound)
        offset = min(end, part.lowerBound)
    }

    /// Passes over bytes unread.
    @inline(__always)
    mutating func skip(_ count: Int) throws(WireError) {
        try require(count)
        offset += count
    }

    /// One byte.
    @inline(__always)
    mutating func byte() throws(WireError) -> UInt8 {
        try require(1)
        defer { offset += 1 }
        return self[offset]
    }

    /// Two bytes in network order.
    @inline(__always)
    mutating func uint16() throws(WireError) -> UInt16 {
        try require(2)
        defer { offset += 2 }
        return uint16(at: offset)
    }

    /// Four bytes in network order.
    @inline(__always)
    mutating func uint32() throws(WireError) -> UInt32 {
        try require(4)
        defer { offset += 4 }
        return uint32(at: offset)
    }

    /// An IPv6 address.
    mutating func address6() throws(WireError) -> IPv6Address {
        let (a, b, c, d) = (try uint32(), try uint32(), try uint32(), try uint32())
        return IPv6Address(high: UInt64(a) << 32 | UInt64(b), low: UInt64(c) << 32 | UInt64(d))
    }

    /// A 48-bit hardware address.
    @inline(__always)
    mutating func hardwareAddress() throws(WireError) -> MACAddress {
        try require(6)
        defer { offset += 6 }
        return hardwareAddress(at: offset)
    }
}
