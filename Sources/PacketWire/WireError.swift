/// Why bytes are not what they claim to be, and at which byte of the frame that shows.
public struct WireError: Error, Hashable, Sendable {
    /// What is wrong.
    public let fault: Fault
    /// Bytes from the start of the frame; in a datagram put together from fragments, from its UDP header.
    public let offset: Int

    /// Puts the two together.
    public init(_ fault: Fault, at offset: Int) {
        self.fault = fault
        self.offset = offset
    }

    /// What can be wrong.
    public enum Fault: Hashable, Sendable {
        /// The frame ends this many bytes before a header or a fixed field does.
        case headerCut(missing: Int)
        /// An IPv4 header length or total length that cannot be.
        case internetLength(Int)
        /// A UDP length below the eight bytes of its own header.
        case datagramLength(Int)
        /// The datagram goes on for this many bytes that the frame does not hold (snap length, first fragment).
        case datagramCut(missing: Int)
        /// An option code in the last byte, with no room for its length.
        case optionWithoutLength(code: UInt16)
        /// An option of `length` bytes where only `room` are left.
        case optionPastEnd(code: UInt16, length: Int, room: Int)
        /// An option whose meaning does not fit into `length` bytes.
        case optionLength(code: UInt16, length: Int)
        /// An option 52 that is not 1, 2 or 3 (RFC 2132 section 9.3).
        case overload(UInt8)
        /// A name that is no sequence of DNS labels (RFC 4702 section 2.3.1, RFC 4704 section 4.2).
        case nameLabel(code: UInt16, length: UInt8)
        /// A DHCPv6 message that was passed on by more relays than there may be (RFC 8415 section 19.1.2).
        case relays
        /// A DHCPv6 relay that passes nothing on.
        case relayWithoutMessage
        /// A message type that the other side sends (RFC 2131 table 1).
        case operation(UInt8, type: DHCPMessageType)
    }
}

extension WireError: CustomStringConvertible {
    /// What, and at which byte: `option 12 of 20 bytes with room for 3, at byte 305`.
    public var description: String { "\(what), at byte \(offset)" }

    private var what: String {
        switch fault {
        case .headerCut(let missing): "header cut short by \(bytes(missing))"
        case .internetLength(let length): "IPv4 length of \(bytes(length))"
        case .datagramLength(let length): "UDP length of \(bytes(length))"
        case .datagramCut(let missing): "cut short by \(bytes(missing))"
        case .optionWithoutLength(let code): "option \(code) without a length"
        case .optionPastEnd(let code, let length, let room): "option \(code) of \(bytes(length)) with room for \(room)"
        case .optionLength(let code, let length): "option \(code) of \(bytes(length))"
        case .overload(let value): "option 52 of value \(value)"
        case .nameLabel(let code, let length): "option \(code) with a label of length \(length)"
        case .relays: "too many relays"
        case .relayWithoutMessage: "relay without a message"
        case .operation(let operation, let type): "op \(operation) with message type \(type.rawValue)"
        }
    }

    private func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }
}
