/// One careful walk over a message's options (RFC 2132 section 2): how far each area is well formed, and what is not.
struct OptionWalk {
    /// What stopped the walk; nothing was read after it.
    private(set) var fault: WireError?
    /// Where option 81 first stands, for whoever reads the name in it.
    private(set) var fullNameOffset: Int?

    private var type = Extent()
    private var requested = Extent()
    private var server = Extent()
    private var overload = Extent()
    private var overloadValue: UInt8 = 0

    /// Options go on in the field `file`.
    var continuesInFile: Bool { overloadValue == 1 || overloadValue == 3 }
    /// Options go on in the field `sname`.
    var continuesInServerName: Bool { overloadValue == 2 || overloadValue == 3 }

    /// Walks to the end option, the end of the area, or the first fault, and returns what is well formed before it.
    mutating func wellFormedPart(of area: PacketReader) -> Range<Int> {
        var reader = area
        let start = reader.offset
        while reader.remaining > 0 {
            let offset = reader.offset
            do throws(WireError) {
                let code = try reader.byte()
                if code == DHCPOptionCode.pad { continue }
                if code == DHCPOptionCode.end { break }
                guard reader.remaining > 0 else { throw WireError(.optionWithoutLength(code: code), at: offset) }
                let length = Int(try reader.byte())
                guard reader.remaining >= length else {
                    throw WireError(.optionPastEnd(code: code, length: length, room: reader.remaining), at: offset)
                }
                note(code, length, at: offset)
                if code == DHCPOptionCode.overload, overload.pieces == 0 {
                    overload.add(length, at: offset)
                    var value = reader
                    if length == 1 { overloadValue = try value.byte() }
                }
                try reader.skip(length)
            } catch {
                fault = error
                return start..<offset
            }
        }
        return start..<reader.offset
    }

    private mutating func note(_ code: UInt8, _ length: Int, at offset: Int) {
        switch code {
        case DHCPOptionCode.messageType: type.add(length, at: offset)
        case DHCPOptionCode.requestedAddress: requested.add(length, at: offset)
        case DHCPOptionCode.serverIdentifier: server.add(length, at: offset)
        case DHCPOptionCode.fullName: fullNameOffset = fullNameOffset ?? offset
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
    private struct Extent {
        private(set) var offset = 0
        private(set) var length = 0
        private(set) var pieces = 0

        var isAddress: Bool { DHCPOptions.isAddress(length: length, pieces: pieces) }

        mutating func add(_ length: Int, at offset: Int) {
            if pieces == 0 { self.offset = offset }
            self.length += length
            pieces += 1
        }

        func fault(code: UInt8) -> WireError { WireError(.optionLength(code: code, length: length), at: offset) }
    }
}
