import Glibc

/// One row of a kernel table: a head of fixed length, then attributes by number.
public struct NetlinkMessage: Hashable, Sendable {
    /// `nlmsg_type`.
    let type: UInt16
    /// The fixed part, such as `struct ndmsg`.
    public let head: [UInt8]
    /// The attributes; of one that comes twice, the last counts.
    public let attributes: [UInt16: [UInt8]]

    /// Bytes of `struct nlmsghdr`.
    static let headerLength = 16
    /// `NLMSG_DONE`: the table is at its end.
    static let done: UInt16 = 3
    /// `NLMSG_ERROR`.
    private static let error: UInt16 = 2
    /// Attributes begin with their length and their type, two bytes each (`struct rtattr`).
    private static let attributeHeaderLength = 4
    /// The two highest bits of an attribute's type are flags.
    private static let attributeType: UInt16 = 0x3FFF

    /// The messages of one piece of an answer; what is cut short ends the piece.
    ///
    /// Throws the error that the kernel answers with.
    static func all(in piece: RawSpan, headLength: Int) throws(SystemError) -> [NetlinkMessage] {
        var messages: [NetlinkMessage] = []
        var start = 0
        while start + headerLength <= piece.byteCount {
            let length = Int(piece.number(at: start, as: UInt32.self))
            guard length >= headerLength, start + length <= piece.byteCount else { break }
            let type = piece.number(at: start + 4, as: UInt16.self)
            let body = piece.extracting(start + headerLength..<start + length)
            if type == error, body.byteCount >= 4 {
                let number = body.number(at: 0, as: Int32.self)
                throw SystemError("netlink", number: number == .min ? EIO : -number)
            }
            messages.append(NetlinkMessage(type: type, body: body, headLength: headLength))
            start += padded(length)
        }
        return messages
    }

    private init(type: UInt16, body: RawSpan, headLength: Int) {
        self.type = type
        let headLength = min(headLength, body.byteCount)
        head = body.array(0..<headLength)
        var attributes: [UInt16: [UInt8]] = [:]
        var start = headLength
        while start + Self.attributeHeaderLength <= body.byteCount {
            let length = Int(body.number(at: start, as: UInt16.self))
            guard length >= Self.attributeHeaderLength, start + length <= body.byteCount else { break }
            let type = body.number(at: start + 2, as: UInt16.self) & Self.attributeType
            attributes[type] = body.array(start + Self.attributeHeaderLength..<start + length)
            start += Self.padded(length)
        }
        self.attributes = attributes
    }

    /// Messages and attributes begin at multiples of four bytes.
    private static func padded(_ length: Int) -> Int { (length + 3) & ~3 }
}

extension RawSpan {
    /// A number in this machine's byte order; the place is checked.
    fileprivate func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number
    {
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type)
    }

    fileprivate func array(_ range: Range<Int>) -> [UInt8] {
        let part = extracting(range)
        return (0..<part.byteCount).map { unsafe part.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    }
}

extension NetlinkMessage {
    /// A number of the head, in this machine's byte order; nil where the head is too short for it.
    public func headNumber<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number?
    {
        guard offset >= 0, offset + MemoryLayout<Number>.size <= head.count else { return nil }
        return unsafe head.span.bytes.number(at: offset, as: type)
    }
}
