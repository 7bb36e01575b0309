public import NukiDomain

extension DHCPMessage {
    /// A DISCOVER or REQUEST as a client without an address sends it.
    ///
    /// - Parameters:
    ///   - transaction: the `xid`, which the client makes up.
    ///   - server: the server whose offer is taken; nil in a DISCOVER and after a restart (RFC 2131 section 4.3.2).
    public static func fromClient(
        _ type: DHCPMessageType, mac: MACAddress, transaction: UInt32, hostName: String? = nil,
        requestedAddress: IPv4Address? = nil, server: IPv4Address? = nil, vendorClass: String? = nil
    ) -> DHCPMessage {
        var options: [DHCPOption] = [.messageType(type), .clientIdentifier(mac)]
        if let requestedAddress { options.append(.requestedAddress(requestedAddress)) }
        if let server { options.append(.serverIdentifier(server)) }
        if let vendorClass { options.append(.vendorClass(vendorClass)) }
        if let hostName { options.append(.hostName(hostName)) }
        let netmaskRouterNamesDomain: [UInt8] = [1, 3, 6, 15]
        options.append(.parameterRequestList(netmaskRouterNamesDomain))
        return DHCPMessage(
            operation: .client, transaction: transaction, hardwareAddress: mac, options: DHCPOptions(options))
    }

    /// The payload of a UDP datagram, at least 300 bytes, which older servers and relays insist on (RFC 1542
    /// section 2.1). All options stand in the main area; `sname` and `file` are empty.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [operation.rawValue, hardwareType, hardwareAddress == nil ? 0 : 6, 0]
        bytes += transaction.networkBytes + [0, 0] + flags.networkBytes
        for address in [clientAddress, yourAddress, serverAddress, relayAddress] {
            bytes += address.rawValue.networkBytes
        }
        bytes += hardwareAddress?.networkBytes ?? []
        bytes += repeatElement(0, count: Self.fixedLength - bytes.count)
        bytes += Self.cookie.networkBytes + options.mainArea
        bytes += repeatElement(0, count: max(0, 300 - bytes.count))
        return bytes
    }

    /// The message in a broadcast Ethernet frame from a client without an address: 0.0.0.0 port 68 to
    /// 255.255.255.255 port 67, with the checksums of IPv4 and UDP.
    public var broadcastFrame: [UInt8] {
        let payload = bytes
        let addresses = IPv4Address.unspecified.rawValue.networkBytes + IPv4Address.broadcast.rawValue.networkBytes
        let source = hardwareAddress ?? MACAddress(rawValue: 0)

        let ports = UDPHeader.Ports.dhcp
        let datagramLength = UInt16(clamping: 8 + payload.count).networkBytes
        var datagram = ports.client.networkBytes + ports.server.networkBytes + datagramLength + [0, 0]
        datagram += payload
        var checksum = InternetChecksum()
        checksum.add(addresses + [0, IPv4Header.udp] + datagramLength)
        checksum.add(datagram)
        let written = checksum.value == 0 ? .max : checksum.value  // 0 would mean "none" (RFC 768)
        datagram.replaceSubrange(6..<8, with: written.networkBytes)

        var packet: [UInt8] = [0x45, 0] + UInt16(clamping: 20 + datagram.count).networkBytes
        packet += UInt16(truncatingIfNeeded: transaction).networkBytes + [0, 0, 64, IPv4Header.udp, 0, 0] + addresses
        checksum = InternetChecksum()
        checksum.add(packet)
        packet.replaceSubrange(10..<12, with: checksum.value.networkBytes)

        let everybody = [UInt8](repeating: 0xFF, count: 6)
        return everybody + source.networkBytes + [0x08, 0x00] + packet + datagram
    }
}

extension DHCPOptions {
    /// The options in one area with one end: those that were read from `file` or `sname` too, without option 52.
    fileprivate var mainArea: [UInt8] {
        let options = pieces.filter { $0.code != DHCPOptionCode.overload && $0.code != DHCPOptionCode.end }
        return options.flatMap { [$0.code, UInt8($0.value.count)] + bytes(of: $0) } + [DHCPOptionCode.end]
    }
}
