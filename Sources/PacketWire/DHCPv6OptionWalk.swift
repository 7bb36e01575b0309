import NukiDomain

/// One careful walk over the options of a DHCPv6 message or relay (RFC 8415 section 21.1).
struct DHCPv6OptionWalk {
    /// What they say.
    private(set) var options = DHCPv6Options()
    /// Where the message lies that a relay passes on.
    private(set) var relayedMessage: Range<Int>?
    /// The first thing that is not well formed.
    private(set) var fault: WireError?

    /// Walks to the end, or to the first option that does not fit; one whose value makes no sense is only noted.
    @_lifetime(reader: copy reader)
    init(_ reader: inout PacketReader) {
        walk(&reader) { (walk, code, value) throws(WireError) in
            walk.options.codes.append(code)
            try walk.take(code, &value)
        }
    }

    @_lifetime(reader: copy reader)
    private mutating func walk(
        _ reader: inout PacketReader,
        _ take: (inout DHCPv6OptionWalk, UInt16, inout PacketReader) throws(WireError) -> Void
    ) {
        while reader.remaining > 0 {
            let start = reader.offset
            do throws(WireError) {
                let code = try reader.uint16()
                let length = Int(try reader.uint16())
                guard length <= reader.remaining else {
                    throw WireError(.optionPastEnd(code: code, length: length, room: reader.remaining), at: start)
                }
                var value = reader
                _ = value.limit(to: length)
                try reader.skip(length)
                do throws(WireError) {
                    try take(&self, code, &value)
                } catch {
                    fault = fault ?? error
                }
            } catch {
                fault = fault ?? error
                return
            }
        }
    }

    @_lifetime(value: copy value)
    private mutating func take(_ code: UInt16, _ value: inout PacketReader) throws(WireError) {
        let start = value.offset - 4
        let bytes = value.offset..<value.end
        func wrongLength() -> WireError { WireError(.optionLength(code: code, length: bytes.count), at: start) }
        switch code {
        case DHCPv6OptionCode.clientIdentifier where options.clientIdentifier == nil:
            guard let identifier = DUID(value.copy(bytes)) else { throw wrongLength() }
            options.clientIdentifier = identifier
        case DHCPv6OptionCode.serverIdentifier where options.serverIdentifier == nil:
            guard let identifier = DUID(value.copy(bytes)) else { throw wrongLength() }
            options.serverIdentifier = identifier
        case DHCPv6OptionCode.fullName where options.fullName == nil:
            options.fullName = try HostName(fullName6: value.copy(bytes), at: start)
        case DHCPv6OptionCode.association, DHCPv6OptionCode.temporaryAssociation:
            // Its number, and if it stays the two times, before the options inside.
            let fixed = code == DHCPv6OptionCode.association ? 12 : 4
            guard bytes.count >= fixed else { throw wrongLength() }
            try value.skip(fixed)
            takeAddresses(&value)
        case DHCPv6OptionCode.linkLayerAddress where options.linkLayerAddress == nil:
            guard bytes.count >= 2 else { throw wrongLength() }
            guard try value.uint16() == DHCPMessage.ethernet, value.remaining == 6 else { return }
            options.linkLayerAddress = try value.hardwareAddress()
        case DHCPv6OptionCode.relayedMessage where relayedMessage == nil:
            relayedMessage = bytes
        default:
            break
        }
    }

    /// Options inside an association go no deeper than this: what stands inside an address is passed over.
    @_lifetime(association: copy association)
    private mutating func takeAddresses(_ association: inout PacketReader) {
        walk(&association) { (walk, code, value) throws(WireError) in
            guard code == DHCPv6OptionCode.address else { return }
            let length = value.remaining
            guard length >= 24 else { throw WireError(.optionLength(code: code, length: length), at: value.offset - 4) }
            walk.options.addresses.append(try value.address6())
        }
    }
}
