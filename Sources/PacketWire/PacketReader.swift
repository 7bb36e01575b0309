import NukiDomain

/// A place in a frame, and the end that must not be passed.
///
/// It borrows the bytes and copies none. Offsets always count from the first byte of the frame, also after
/// ``limit(to:)`` and in an ``area(_:)``, so that an error says where to look.
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
    func require(_ count: Int) throws(WireError) {
        guard remaining >= count else { throw WireError(.headerCut(missing: count - remaining), at: end) }
    }

    /// Ends the reading after so many more bytes; returns how many of them the frame does not have.
    mutating func limit(to count: Int) -> Int {
        let missing = max(0, count - remaining)
        end = offset + count - missing
        return missing
    }

    /// A reader of a part of what this one may read; what lies beyond the end is left out.
    @_lifetime(copy self)
    func area(_ range: Range<Int>) -> PacketReader {
        var area = self
        area.end = min(end, range.upperBound)
        area.offset = min(area.end, range.lowerBound)
        return area
    }

    /// A copy of bytes that were read before; the range must lie inside the frame.
    func copy(_ range: Range<Int>) -> [UInt8] {
        // The buffer pointer does not leave the closure.
        unsafe bytes.extracting(range).withUnsafeBytes { unsafe Array($0) }
    }

    /// Passes over bytes unread.
    mutating func skip(_ count: Int) throws(WireError) {
        try require(count)
        offset += count
    }

    // Every field of every frame comes through the next three, which the optimizer does not inline by itself.

    /// One byte.
    @inline(__always)
    mutating func byte() throws(WireError) -> UInt8 {
        try load(UInt8.self)
    }

    /// Two bytes in network order.
    @inline(__always)
    mutating func uint16() throws(WireError) -> UInt16 {
        UInt16(bigEndian: try load(UInt16.self))
    }

    /// Four bytes in network order.
    @inline(__always)
    mutating func uint32() throws(WireError) -> UInt32 {
        UInt32(bigEndian: try load(UInt32.self))
    }

    /// An IPv4 address.
    mutating func address() throws(WireError) -> IPv4Address {
        IPv4Address(rawValue: try uint32())
    }

    /// A 48-bit hardware address.
    mutating func hardwareAddress() throws(WireError) -> MACAddress {
        let high = UInt64(try uint32())
        return MACAddress(rawValue: high << 16 | UInt64(try uint16()))
    }

    @inline(__always)
    private mutating func load<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(WireError) -> Number {
        try require(MemoryLayout<Number>.size)
        // Every bit pattern is an integer, and the bytes are there.
        let value = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
        offset += MemoryLayout<Number>.size
        return value
    }
}
