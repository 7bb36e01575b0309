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
    /// The same and the length of such an address, one after the other: `htype` and `hlen`.
    static let ethernetSixBytes = UInt16(ethernet) << 8 | 6
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

    /// Copies a message out of its frame; whatever is odd about it stands in ``malformed``.
    ///
    /// - Parameter missing: bytes of the datagram that the frame does not hold.
    init(_ message: borrowing PacketReader, _ walk: OptionWalk, missing: Int) {
        let start = message.offset
        operation = DHCPOperation(rawValue: message[start])
        hardwareType = message[start + 1]
        transaction = message.uint32(at: start + 4)
        flags = message.uint16(at: start + 10)
        clientAddress = message.address(at: start + 12)
        yourAddress = message.address(at: start + 16)
        serverAddress = message.address(at: start + 20)
        relayAddress = message.address(at: start + 24)
        hardwareAddress = message.clientHardwareAddress
        options = DHCPOptions(
            wellFormed: message.copy(walk.main) + message.copy(walk.file) + message.copy(walk.serverName))
        malformed =
            missing > 0
            ? WireError(.datagramCut(missing: missing), at: message.end)
            : walk.fault ?? walk.valueFault ?? Self.fault(in: options, operation, walk.fullName, start)
    }
}

extension DHCPMessage {
    /// What only shows once the options are there: a name that cannot be read, a type from the wrong side.
    private static func fault(
        in options: DHCPOptions, _ operation: DHCPOperation, _ fullName: OptionWalk.Extent, _ start: Int
    ) -> WireError? {
        if fullName.pieces > 0, let value = options.value(of: DHCPOptionCode.fullName) {
            do {
                _ = try HostName(fullName: value, at: fullName.offset)
            } catch {
                return error
            }
        }
        guard let type = options.messageType, let sender = type.sender, sender != operation else { return nil }
        return WireError(.operation(operation.rawValue, type: type), at: start)
    }
}
