/// A name that a client gives itself: option 12 or 81, or option 39 of DHCPv6.
///
/// Anybody on the network chooses it: it goes to a screen or a log only through `safeForDisplay`.
public struct HostName: Hashable, Sendable {
    /// The whole name, never empty; bytes that are no UTF-8 became replacement characters.
    public let text: String

    /// The name without its domain: `Nuki_Bridge_1A2B3C4D` of `Nuki_Bridge_1A2B3C4D.fritz.box`.
    public var label: Substring { text.prefix { $0 != "." } }

    /// Takes option 12 up to the first NUL (RFC 2132 section 3.14); nil if nothing is before it.
    init?(hostName value: ArraySlice<UInt8>) {
        guard let text = String(untilNUL: value) else { return nil }
        self.text = text
    }

    /// Takes option 81: three bytes of flags and result codes, then the name, as DNS labels if flag E is set and as
    /// text otherwise (RFC 4702 section 2); nil if it is empty.
    ///
    /// - Parameter offset: where the option's code stands in the frame, for the error.
    init?(fullName value: [UInt8], at offset: Int) throws(WireError) {
        let code = UInt16(DHCPOptionCode.fullName)
        guard value.count >= 3 else { throw WireError(.optionLength(code: code, length: value.count), at: offset) }
        let isEncoded = value[0] & 0x04 != 0
        self.init(
            hostName: isEncoded ? try Self.joinedLabels(value, from: 3, of: code, at: offset)[...] : value[3...])
    }

    /// Takes option 39 of DHCPv6: a byte of flags, then DNS labels (RFC 4704 section 4); nil if there are none.
    ///
    /// - Parameter offset: where the option's code stands in the frame, for the error.
    init?(fullName6 value: [UInt8], at offset: Int) throws(WireError) {
        let code = DHCPv6OptionCode.fullName
        guard !value.isEmpty else { throw WireError(.optionLength(code: code, length: 0), at: offset) }
        self.init(hostName: try Self.joinedLabels(value, from: 1, of: code, at: offset)[...])
    }

    /// The labels with dots between them, up to the root label or the end: a partial name has no root label. A
    /// length above 63 is a compression pointer or nothing at all, and neither is allowed here.
    private static func joinedLabels(
        _ value: [UInt8], from start: Int, of code: UInt16, at offset: Int
    ) throws(WireError) -> [UInt8] {
        var name: [UInt8] = []
        var index = start
        while index < value.count, value[index] != 0 {
            let length = Int(value[index])
            guard length <= 63, index + length < value.count else {
                throw WireError(.nameLabel(code: code, length: value[index]), at: offset)
            }
            if !name.isEmpty { name.append(UInt8(ascii: ".")) }
            name += value[(index + 1)...(index + length)]
            index += 1 + length
        }
        return name
    }
}

extension String {
    /// The bytes before the first NUL as UTF-8, repaired; nil if there are none.
    init?(untilNUL bytes: ArraySlice<UInt8>) {
        let text = bytes.prefix { $0 != 0 }
        guard !text.isEmpty else { return nil }
        self.init(decoding: text, as: UTF8.self)
    }
}
