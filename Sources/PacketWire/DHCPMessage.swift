public import NukiDomain

/// A DHCPv4 message (RFC 2131 section 2), or a BOOTP message if it has no option 53.
///
/// Anybody on the network can send one: it is a hint and proves nothing.
public struct DHCPMessage: Hashable, Sendable {
    /// Who sends it, a client or a server.
    public let operation: DHCPOperation
    /// The kind of network, 1 for Ethernet and Wi-Fi.
    public let hardwareType: UInt8
    /// What ties an exchange together: `xid`.
    public let transaction: UInt32
    /// 0x8000 asks for broadcast answers.
    public let flags: UInt16
    /// The address a client has: `ciaddr`.
    public let clientAddress: IPv4Address
    /// The address a client gets: `yiaddr`.
    public let yourAddress: IPv4Address
    /// The server to boot from: `siaddr`.
    public let serverAddress: IPv4Address
    /// The relay on the way, 0.0.0.0 without one: `giaddr`.
    public let relayAddress: IPv4Address
    /// The client's hardware address: `chaddr`, if it is one of six bytes on Ethernet.
    public let hardwareAddress: MACAddress?
    /// The options.
    public let options: DHCPOptions
    /// The first thing about the message that was not well formed; the rest says what was understood all the same.
    public let malformed: WireError?

    /// A hardware type (RFC 1700, "Hardware Type").
    static let ethernet: UInt8 = 1
    /// What begins the options (RFC 2131 section 3).
    static let cookie: UInt32 = 0x6382_5363
    /// Bytes before the cookie.
    static let fixedLength = 236

    /// Puts a well-formed message together.
    public init(
        operation: DHCPOperation, transaction: UInt32, flags: UInt16 = 0, clientAddress: IPv4Address = .unspecified,
        yourAddress: IPv4Address = .unspecified, serverAddress: IPv4Address = .unspecified,
        relayAddress: IPv4Address = .unspecified, hardwareAddress: MACAddress?, options: DHCPOptions
    ) {
        self.operation = operation
        hardwareType = Self.ethernet
        self.transaction = transaction
        self.flags = flags
        self.clientAddress = clientAddress
        self.yourAddress = yourAddress
        self.serverAddress = serverAddress
        self.relayAddress = relayAddress
        self.hardwareAddress = hardwareAddress
        self.options = options
        malformed = nil
    }

    /// Reads the payload of a UDP datagram; nil if it is something else than DHCP.
    ///
    /// Only a message that ends before its options throws; whatever is odd later stands in ``malformed``.
    /// - Parameter missing: bytes of the datagram that the frame does not hold.
    @_lifetime(reader: copy reader)
    init?(parsing reader: inout PacketReader, missing: Int) throws(WireError) {
        let start = reader.offset
        try reader.require(Self.fixedLength + 4)
        operation = DHCPOperation(rawValue: try reader.byte())
        hardwareType = try reader.byte()
        let hardwareLength = try reader.byte()
        try reader.skip(1)
        transaction = try reader.uint32()
        try reader.skip(2)
        flags = try reader.uint16()
        clientAddress = try reader.address()
        yourAddress = try reader.address()
        serverAddress = try reader.address()
        relayAddress = try reader.address()
        let address = try reader.hardwareAddress()
        hardwareAddress = hardwareType == Self.ethernet && hardwareLength == 6 ? address : nil
        try reader.skip(Self.fixedLength - 34)
        guard try reader.uint32() == Self.cookie else { return nil }

        var walk = OptionWalk()
        options = DHCPOptions(walking: reader, messageStart: start, &walk)
        malformed =
            missing > 0
            ? WireError(.datagramCut(missing: missing), at: reader.end)
            : walk.fault ?? walk.valueFault
                ?? Self.fault(in: options, operation, fullNameOffset: walk.fullNameOffset, start)
    }
}

extension DHCPMessage {
    /// What only shows once the options are there: a name that cannot be read, a type from the wrong side.
    private static func fault(
        in options: DHCPOptions, _ operation: DHCPOperation, fullNameOffset: Int?, _ start: Int
    ) -> WireError? {
        if let offset = fullNameOffset, let value = options.value(of: DHCPOptionCode.fullName) {
            do {
                _ = try HostName(fullName: value, at: offset)
            } catch {
                return error
            }
        }
        guard let type = options.messageType, let sender = type.sender, sender != operation else { return nil }
        return WireError(.operation(operation.rawValue, type: type), at: start)
    }
}

extension DHCPOptions {
    /// Copies what is well formed in the main area and, as option 52 says, in `file` and then `sname` (RFC 2131
    /// section 4.1).
    ///
    /// - Parameter main: a reader that stands behind the cookie.
    fileprivate init(walking main: PacketReader, messageStart start: Int, _ walk: inout OptionWalk) {
        var stream = main.copy(walk.wellFormedPart(of: main))
        if walk.fault == nil, walk.continuesInFile {
            let file = main.area(start + 108..<start + 236)
            stream += file.copy(walk.wellFormedPart(of: file))
        }
        if walk.fault == nil, walk.continuesInServerName {
            let serverName = main.area(start + 44..<start + 108)
            stream += serverName.copy(walk.wellFormedPart(of: serverName))
        }
        self.init(wellFormed: stream)
    }
}
