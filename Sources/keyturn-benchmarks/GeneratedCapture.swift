import FoundationEssentials
import Linux
import NukiDomain
import PacketCapture
import PacketWire

/// A capture file of nothing but DHCP, as a large network has it: of a million messages 302,150 are REQUESTs, 489,350
/// have a host name, and 12,900 are REQUESTs of Nuki Bridges, of which there are 43.
struct GeneratedCapture {
    /// The file.
    let path: String
    /// What is in it.
    let contents: DHCPCounts
    /// Bridges.
    static let bridges = 43
    private let folder: String

    /// The messages of one round, in numbers that divide a million.
    private static let round = 20_000
    private static let start = Date(timeIntervalSince1970: 1_767_225_600)

    /// Writes the file into a temporary folder.
    ///
    /// - Parameter messages: how many; a multiple of 20,000.
    static func make(messages: Int) throws -> GeneratedCapture {
        let folder = try FileSystem.makeTemporaryFolder(in: "/tmp", prefix: "keyturn-benchmarks-")
        let path = "\(folder)/frames.pcap"
        var writer = try CaptureWriter(creating: path)
        var contents = DHCPCounts()
        for number in 0..<messages {
            let message = Mix.message(number, placeInRound: number % round * 7919 % round)
            writer.write(message.broadcastFrame, at: start.addingTimeInterval(Double(number) / 1000))
            contents.add(message, frame: number + 1)
        }
        try writer.finish()
        return GeneratedCapture(path: path, contents: contents, folder: folder)
    }

    /// Removes the file and its folder.
    func remove() throws {
        try FileSystem.remove(path)
        try FileSystem.removeEmptyFolder(folder)
    }
}

/// Who says what: the places 0 to 19,999 of a round, which are taken out of order.
private enum Mix {
    private static let server = IPv4Address(10, 0, 0, 1)

    static func message(_ number: Int, placeInRound place: Int) -> DHCPMessage {
        let client = UInt32(truncatingIfNeeded: number)
        switch place {
        case ..<258:  // six of every bridge
            let bridge = UInt32(place % GeneratedCapture.bridges)
            return .fromClient(
                .request, mac: MACAddress(rawValue: 0x54D272 << 24 | UInt64(bridge)), transaction: client,
                hostName: "Nuki_Bridge_\(BridgeID(rawValue: 0x1A2B_0000 + bridge))",
                requestedAddress: IPv4Address(rawValue: IPv4Address(10, 0, 1, 0).rawValue + bridge), server: server)
        case ..<5258: return asking(.request, client, "android-\(Hex.padded(client))")
        case ..<6043: return asking(.request, client, nil)
        case ..<9000: return asking(.discover, client, "laptop-\(number).office.example")
        case ..<9500: return asking(.inform, client, "printer-\(number)")
        case ..<9800: return asking(.release, client, nil)
        case ..<13_800: return answering(.offer, client, nil)
        case ..<14_000: return answering(.nak, client, nil)
        case ..<15_072: return answering(.ack, client, "host-\(number)")
        default: return answering(.ack, client, nil)
        }
    }

    private static func mac(of client: UInt32) -> MACAddress { MACAddress(rawValue: 0x02_0000 << 24 | UInt64(client)) }

    private static func address(of client: UInt32) -> IPv4Address {
        IPv4Address(rawValue: IPv4Address(10, 64, 0, 0).rawValue + client)
    }

    private static func asking(_ type: DHCPMessageType, _ client: UInt32, _ name: String?) -> DHCPMessage {
        .fromClient(
            type, mac: mac(of: client), transaction: client, hostName: name,
            requestedAddress: type == .request ? address(of: client) : nil)
    }

    private static func answering(_ type: DHCPMessageType, _ client: UInt32, _ name: String?) -> DHCPMessage {
        DHCPMessage(
            operation: .server, transaction: client, yourAddress: type == .nak ? .unspecified : address(of: client),
            hardwareAddress: mac(of: client),
            options: DHCPOptions(
                [.messageType(type), .serverIdentifier(server)] + (name.map { [.hostName($0)] } ?? [])))
    }
}
