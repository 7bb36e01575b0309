/// One careful walk over the options of a message (RFC 2132 section 2): how far each area is well formed, where the
/// options lie that have a meaning here, and what is wrong. It copies nothing.
struct OptionWalk {
    /// What is well formed of the main area.
    private(set) var main = 0..<0
    /// The same of `file` and of `sname`, where option 52 says that options go on there, in this order (RFC 2131
    /// section 4.1).
    private(set) var file = 0..<0
    private(set) var serverName = 0..<0
    /// What stopped the walk; nothing was read after it.
    private(set) var fault: WireError?

    /// Option 53.
    private(set) var type = Extent()
    /// Option 12.
    private(set) var hostName = Extent()
    /// Option 81.
    private(set) var fullName = Extent()
    private var requested = Extent()
    private var server = Extent()
    private var overload = Extent()
    private var overloadValue: UInt8 = 0

    /// Walks over a message whose fixed part is there, once.
    @inline(__always)
    mutating func walk(over message: borrowing PacketReader) {
        let start = message.offset
        main = walk(message, start + DHCPMessage.fixedLength + 4..<message.end)
        // Counts as the main area has it: an option 52 in the other two opens nothing.
        if overload.length == 1 { overloadValue = message[overload.offset + 2] }
        if fault == nil, overloadValue == 1 || overloadValue == 3 { file = walk(message, start + 108..<start + 236) }
        if fault == nil, overloadValue == 2 || overloadValue == 3 {
            serverName = walk(message, start + 44..<start + 108)
        }
    }

    /// Walks to the end option, the end of the area, or the first fault, and returns what is well formed before it.
    private mutating func walk(_ message: borrowing PacketReader, _ area: Range<Int>) -> Range<Int> {
        var offset = area.lowerBound
        while offset < area.upperBound {
            let code = message[offset]
            if code == DHCPOptionCode.pad {
                offset += 1
                continue
            }
            if code == DHCPOptionCode.end { return area.lowerBound..<offset + 1 }
            let room = area.upperBound - offset - 2
            guard room >= 0 else {
                fault = WireError(.optionWithoutLength(code: UInt16(code)), at: offset)
                break
            }
            let length = Int(message[offset + 1])
            guard length <= room else {
                fault = WireError(.optionPastEnd(code: UInt16(code), length: length, room: room), at: offset)
                break
            }
            note(code, length, at: offset)
            offset += 2 + length
        }
        return area.lowerBound..<offset
    }

    @inline(__always)
    private mutating func note(_ code: UInt8, _ length: Int, at offset: Int) {
        switch code {
        case DHCPOptionCode.hostName: hostName.add(length, at: offset)
        case DHCPOptionCode.requestedAddress: requested.add(length, at: offset)
        case DHCPOptionCode.overload where overload.pieces == 0: overload.add(length, at: offset)
        case DHCPOptionCode.messageType: type.add(length, at: offset)
        case DHCPOptionCode.serverIdentifier: server.add(length, at: offset)
        case DHCPOptionCode.fullName: fullName.add(length, at: offset)
        default: break
        }
    }

    /// The first value that does not fit its option, once every piece of it is known.
    var valueFault: WireError? {
        if type.pieces > 0, type.length != 1 { return type.fault(code: DHCPOptionCode.messageType) }
        if requested.pieces > 0, !requested.isAddress { return requested.fault(code: DHCPOptionCode.requestedAddress) }
        if server.pieces > 0, !server.isAddress { return server.fault(code: DHCPOptionCode.serverIdentifier) }
        guard overload.pieces > 0 else { return nil }
        guard overload.length == 1 else { return overload.fault(code: DHCPOptionCode.overload) }
        return (1...3).contains(overloadValue) ? nil : WireError(.overload(overloadValue), at: overload.offset)
    }

    /// The pieces of one option taken together.
    struct Extent {
        // A frame has fewer than 2^31 bytes, and six of these are looked at in every message.
        private var start: Int32 = 0
        private var bytes: Int32 = 0
        private var count: Int32 = 0

        /// Where the code of the first piece stands.
        var offset: Int { Int(start) }
        /// Bytes of all values.
        var length: Int { Int(bytes) }
        /// How many there are; 0 where the option is not there.
        var pieces: Int { Int(count) }

        fileprivate var isAddress: Bool { DHCPOptions.isAddress(length: length, pieces: pieces) }

        fileprivate mutating func add(_ length: Int, at offset: Int) {
            if count == 0 { start = Int32(truncatingIfNeeded: offset) }
            bytes += Int32(truncatingIfNeeded: length)
            count += 1
        }

        fileprivate func fault(code: UInt8) -> WireError {
            WireError(.optionLength(code: UInt16(code), length: length), at: offset)
        }
    }
}
