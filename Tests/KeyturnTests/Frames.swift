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
