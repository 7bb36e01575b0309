import NukiDomain
import PacketCapture
import PacketWire

/// A cable in an empty network: frames that are sent at its near end are heard at its far end.
struct FrameCable: ~Copyable {
    /// The interface to listen on.
    static let far = "far"

    private var injector: PacketInjector
    private var number: UInt32 = 0

    /// Makes it with `ip`, and opens the near end.
    init() throws {
        for words in ["link add near type veth peer name \(Self.far)", "link set near up", "link set \(Self.far) up"] {
            _ = try CommandRun(["ip"] + words.split(separator: " ").map(String.init))
        }
        injector = try PacketInjector(on: "near")
    }

    /// Sends a REQUEST of one bridge, each of an exchange of its own.
    mutating func send() throws {
        number += 1
        try injector.send(
            DHCPMessage.fromClient(
                .request, mac: MACAddress(rawValue: 0x54D2_724B_3C4D), transaction: number,
                hostName: "Nuki_Bridge_1A2B3C4D", requestedAddress: IPv4Address(192, 168, 77, 77)
            ).broadcastFrame)
    }
}
