public import FoundationEssentials
public import NukiDomain
public import PacketCapture
import PacketWire

/// The DHCP frames by which a bridge that has just been plugged in shows itself to a whole network.
public struct AnnouncementFrames: Sendable {
    /// Ethernet frames in the order they are sent: the DISCOVER and the REQUEST, both broadcast (RFC 2131 section 3.1).
    public let frames: [[UInt8]]

    /// Puts together what a bridge sends until it has an address, in a network whose DHCP server has the first address
    /// of its /24.
    public init(_ household: Household, address: IPv4Address) {
        let server = IPv4Address(rawValue: address.rawValue & 0xFFFF_FF00 | 1)
        let name = "Nuki_Bridge_\(household.announcedID)"
        // Another address is another exchange.
        let transaction = household.id.rawValue ^ address.rawValue
        frames = [
            DHCPMessage.fromClient(.discover, mac: household.mac, transaction: transaction, hostName: name),
            DHCPMessage.fromClient(
                .request, mac: household.mac, transaction: transaction, hostName: name, requestedAddress: address,
                server: server),
        ].map(\.broadcastFrame)
    }

    /// Writes what such bridges send, one bridge after the other, into a capture file; the frames are a quarter of a
    /// second apart.
    ///
    /// - Parameter time: when the first one was sent.
    public static func write(
        _ households: [Household], address: IPv4Address, to path: String, at time: Date
    ) throws(CaptureError) {
        var writer = try CaptureWriter(creating: path)
        let frames = households.flatMap { AnnouncementFrames($0, address: address).frames }
        for (index, frame) in frames.enumerated() {
            writer.write(frame, at: time.addingTimeInterval(0.25 * Double(index)))
        }
        try writer.finish()
    }
}
