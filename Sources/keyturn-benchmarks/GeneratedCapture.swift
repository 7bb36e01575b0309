import FoundationEssentials
import Linux
import NukiDomain
import PacketCapture
import PacketWire

/// A capture file of a busy network: four frames of ten are DHCP, one of them a Nuki Bridge's.
struct GeneratedCapture {
    /// The file.
    let path: String
    /// What is in it.
    let contents: DHCPCounts
    private let folder: String

    // Each round has ten frames and ends with DHCP, so that the last frame of the file is one too.
    private static let rounds = 20_000

    /// Writes the file into a temporary folder.
    static func make() throws -> GeneratedCapture {
        let folder = try FileSystem.makeTemporaryFolder(in: "/tmp", prefix: "keyturn-benchmarks-")
        let path = "\(folder)/frames.pcap"
        var writer = try CaptureWriter(creating: path)
        let start = Date(timeIntervalSince1970: 1_767_225_600)
        var count = 0
        for round in 0..<rounds {
            for frame in frames(ofRound: UInt32(round)) {
                writer.write(frame, at: start.addingTimeInterval(Double(count) / 1000))
                count += 1
            }
        }
        try writer.finish()
        let contents = DHCPCounts(
            frames: count, messages: 4 * rounds, requests: 3 * rounds, hostNames: 4 * rounds, bridges: rounds,
            addresses: 3 * rounds, servers: rounds, clients: 4 * rounds)
        return GeneratedCapture(path: path, contents: contents, folder: folder)
    }

    /// Removes the file and its folder.
    func remove() throws {
        try FileSystem.remove(path)
        try FileSystem.removeEmptyFolder(folder)
    }

    private static func frames(ofRound round: UInt32) -> [[UInt8]] {
        let address = IPv4Address(rawValue: IPv4Address(10, 0, 0, 0).rawValue + 2 + round)
        func message(
            _ type: DHCPMessageType, _ vendor: UInt64, _ name: String, server: IPv4Address? = nil
        ) -> [UInt8] {
            DHCPMessage.fromClient(
                type, mac: MACAddress(rawValue: vendor << 24 | UInt64(round)), transaction: round, hostName: name,
                requestedAddress: type == .request ? address : nil, server: server
            ).broadcastFrame
        }
        return [
            OtherTraffic.resolution, message(.discover, 0x0200_01, "printer-\(round)"), OtherTraffic.stream,
            OtherTraffic.names, message(.request, 0x0200_02, "laptop-\(round).office.example"), OtherTraffic.stream,
            message(.request, 0x0200_03, "android-\(round)"), OtherTraffic.names, OtherTraffic.stream,
            message(
                .request, 0x54D272, "Nuki_Bridge_\(BridgeID(rawValue: round))", server: IPv4Address(10, 0, 0, 1)),
        ]
    }
}

/// Frames that are no DHCP, made once.
private enum OtherTraffic {
    /// ARP, padded to the shortest frame of Ethernet.
    static let resolution = ethernet(type: 0x0806, [0, 1, 8, 0, 6, 4, 0, 1] + [UInt8](repeating: 0, count: 38))
    /// Multicast DNS.
    static let names = internet(
        transport: 17, [0x14, 0xE9, 0x14, 0xE9, 0, 208, 0, 0] + [UInt8](repeating: 0, count: 200))
    /// A full segment of TCP.
    static let stream = internet(transport: 6, [0x01, 0xBB, 0xC0, 0x00] + [UInt8](repeating: 0, count: 1456))

    private static func ethernet(type: UInt16, _ payload: [UInt8]) -> [UInt8] {
        let addresses: [UInt8] = [0x02, 0, 0, 0, 0, 1, 0x02, 0, 0, 0, 0, 2]
        return addresses + [UInt8(type >> 8), UInt8(truncatingIfNeeded: type)] + payload
    }

    private static func internet(transport: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let length = UInt16(20 + payload.count)
        let header: [UInt8] = [
            0x45, 0, UInt8(length >> 8), UInt8(truncatingIfNeeded: length), 0, 0, 0, 0, 64, transport, 0, 0,
            10, 0, 0, 3, 10, 0, 0, 4,
        ]
        return ethernet(type: 0x0800, header + payload)
    }
}
