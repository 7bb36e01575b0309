public import NukiDomain

extension DHCPOptions {
    /// Option 53; nil is BOOTP, or an option without a value.
    public var messageType: DHCPMessageType? {
        firstByte(of: DHCPOptionCode.messageType).map(DHCPMessageType.init)
    }

    /// Option 12; nil if it is not there or begins with NUL.
    public var hostName: HostName? { joined(DHCPOptionCode.hostName).flatMap(HostName.init(hostName:)) }

    /// Option 81; nil if it is not there, empty, or malformed.
    public var fullName: HostName? {
        guard let value = value(of: DHCPOptionCode.fullName) else { return nil }
        // Why a name cannot be read stands in the message's `malformed`; here it is only missing.
        return try? HostName(fullName: value, at: 0)
    }

    /// Option 50: any address, usable or not.
    public var requestedAddress: IPv4Address? { address(of: DHCPOptionCode.requestedAddress) }

    /// Option 54: any address, usable or not.
    public var serverIdentifier: IPv4Address? { address(of: DHCPOptionCode.serverIdentifier) }

    /// Option 55: the codes that a client asks for.
    public var parameterRequestList: [UInt8]? { value(of: DHCPOptionCode.parameterRequestList) }

    /// Option 60 as text, cut at NUL; nil if it is not there or empty.
    public var vendorClass: String? { joined(DHCPOptionCode.vendorClass).flatMap { String(untilNUL: $0) } }

    /// Option 61: a type byte and what it announces.
    public var clientIdentifier: [UInt8]? { value(of: DHCPOptionCode.clientIdentifier) }

    /// Four bytes, or the first four of an option that was given twice and so reads as joined.
    private func address(of code: UInt8) -> IPv4Address? {
        var number: UInt32 = 0
        var length = 0
        var count = 0
        for piece in pieces where piece.code == code {
            for byte in bytes(of: piece).prefix(4 - min(4, length)) { number = number << 8 | UInt32(byte) }
            length += piece.value.count
            count += 1
        }
        return Self.isAddress(length: length, pieces: count) ? IPv4Address(rawValue: number) : nil
    }

    /// Whether a value of this length, from so many pieces, is taken for an address.
    static func isAddress(length: Int, pieces: Int) -> Bool {
        length == 4 || length > 4 && pieces > 1
    }
}
