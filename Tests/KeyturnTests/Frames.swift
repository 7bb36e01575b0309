import FoundationEssentials
import NukiDomain
import PacketCapture
import PacketWire

/// Captures that tests make.
enum Frames {
    static let mac = MACAddress(rawValue: 0x54D2_720A_0B0C)

    /// A REQUEST of a client that has an address in mind.
    static func request(
        _ name: String, _ address: String, mac: MACAddress = mac, transaction: UInt32 = 0x7854_4709
    ) -> [UInt8] {
        DHCPMessage.fromClient(
            .request, mac: mac, transaction: transaction, hostName: name, requestedAddress: IPv4Address(address),
            server: IPv4Address("192.0.2.1"), vendorClass: "nuki"
        ).broadcastFrame
    }

    /// A DHCPv6 SOLICIT with a name, from the client's hardware to all servers; its checksum is left at zero.
    static func solicit(_ name: String, mac: MACAddress = mac) -> [UInt8] {
        let hardware = (0..<6).map { UInt8(truncatingIfNeeded: mac.rawValue >> (40 - 8 * UInt64($0))) }
        let identifier: [UInt8] = [0, 1, 0, 10, 0, 3, 0, 1] + hardware
        let label = [0, UInt8(name.utf8.count)] + Array(name.utf8)
        let message = [1, 0, 0, 7] + identifier + [0, 39, 0, UInt8(label.count)] + label
        let length = UInt8(8 + message.count)
        let group: [UInt8] = [0xFF, 2] + [UInt8](repeating: 0, count: 11) + [1, 0, 2]
        let own: [UInt8] = [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [9]
        return [0x33, 0x33, 0, 1, 0, 2] + hardware + [0x86, 0xDD, 0x60, 0, 0, 0, 0, length, 17, 1] + own + group
            + [0x02, 0x22, 0x02, 0x23, 0, length, 0, 0] + message
    }

    /// What a server answers to all of its network.
    static func answer(_ type: DHCPMessageType, mac: MACAddress = mac, transaction: UInt32 = 0x7854_4709) -> [UInt8] {
        DHCPMessage(
            operation: .server, transaction: transaction, hardwareAddress: mac,
            options: DHCPOptions([.messageType(type), .serverIdentifier(IPv4Address(192, 0, 2, 1))])
        ).broadcastFrame
    }

    /// Writes them, a second apart, from 2026-08-22 09:31:22 UTC on.
    static func write(_ frames: [[UInt8]], to path: String, linkType: Int32 = 1) throws(CaptureError) {
        var writer = try CaptureWriter(creating: path, linkType: linkType)
        for (second, frame) in frames.enumerated() {
            writer.write(frame, at: Date(timeIntervalSince1970: 1_787_391_082 + Double(second)))
        }
        try writer.finish()
    }

    /// A file's bytes, to be sent through a pipe.
    static func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }
}
