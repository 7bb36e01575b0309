/// Sends frames of the caller's making through one interface, to whoever is on its network.
///
/// Opening needs CAP_NET_RAW (see ``CapturePrivilege``), sending does not.
public struct PacketInjector: ~Copyable {
    private var handle: PcapHandle

    /// Opens an Ethernet interface, Wi-Fi in its ordinary mode included.
    public init(on interface: String) throws(CaptureError) {
        // libpcap has no handle for sending alone: this one hears nothing.
        handle = try PcapHandle.listening(on: interface, filter: Self.nothing, carrying: { $0 == Self.ethernet })
    }

    /// Sends one frame, from its Ethernet header on; short ones are padded on their way.
    public mutating func send(_ frame: [UInt8]) throws(CaptureError) {
        try handle.inject(frame)
    }

    private static let nothing = CaptureFilter("less 0")
    // DLT_EN10MB
    private static let ethernet: Int32 = 1
}
