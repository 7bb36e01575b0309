import NukiDomain
import PacketCapture
import PacketWire

/// Finds the messages that may be of a bridge among all others, each once.
///
/// On a busy network nearly every message is somebody else's: those are told apart where they lie in their frame, and
/// nothing of them is copied.
struct BridgeSieve {
    /// 127.0.0.0/8 is an address like any other.
    let loopbackCounts: Bool
    private var reassembly = DatagramReassembly()
    private var told = RetransmitTable()
    // A device speaks both versions at a time, each in an exchange of its own.
    private var told6 = RetransmitTable()

    init(loopbackCounts: Bool) {
        self.loopbackCounts = loopbackCounts
    }

    /// What a frame says of a device that may be a bridge; nil for all others, and for what was told before.
    mutating func sighting(in frame: borrowing CapturedFrame) -> Sighting? {
        guard let packet = Self.packet(in: frame, &reassembly, told) else { return nil }
        let heard = HeardMessage(
            number: frame.number, time: frame.time, interface: frame.interface, packet: packet)
        guard let sighting = Sighting(heard, loopbackCounts: loopbackCounts) else { return nil }
        switch packet {
        case .v4: return told.isNews(sighting, type: packet.type) ? sighting : nil
        case .v6:
            guard Self.mayBeBridge(sighting) else { return nil }
            return told6.isNews(sighting, type: packet.type) ? sighting : nil
        }
    }

    private static func packet(
        in frame: borrowing CapturedFrame, _ reassembly: inout DatagramReassembly, _ told: borrowing RetransmitTable
    ) -> DHCPPacket? {
        guard let link = LinkType(pcapNumber: frame.linkType) else { return nil }
        // A frame that is broken before its DHCP begins says nothing that could be told.
        return try? reassembly.packet(parsing: frame.bytes, link: link) { mayBeBridge($0, told) }
    }

    /// The hardware address is Nuki's, or a name says so; what has no name may answer a device that was told.
    private static func mayBeBridge(
        _ message: borrowing DHCPOutline, _ told: borrowing RetransmitTable
    ) -> Bool {
        guard let mac = message.hardwareAddress else { return true }
        if mac.isOfNuki { return true }
        return message.hasName ? message.nameMayContain(nuki) : told.knows(mac)
    }

    private static func mayBeBridge(_ sighting: Sighting) -> Bool {
        sighting.mac?.isOfNuki == true || sighting.hostNames.contains { $0.lowercased().contains("nuki") }
    }

    /// "nuki" in ASCII.
    private static let nuki: UInt32 = 0x6E75_6B69
}
