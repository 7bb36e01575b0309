public import FoundationEssentials

/// Writes frames into a capture file that tcpdump, Wireshark and ``ReplayCapture`` read (pcap, microseconds).
public struct CaptureWriter: ~Copyable {
    private var dump: PcapDump

    /// Creates the file, or empties it.
    ///
    /// - Parameter linkType: what every frame begins with (1 is Ethernet).
    public init(creating path: String, linkType: Int32 = 1) throws(CaptureError) {
        dump = try PcapDump(creating: path, linkType: linkType)
    }

    /// Adds one frame.
    ///
    /// - Parameter originalLength: its length on the wire, where `bytes` is a cut frame.
    public mutating func write(_ bytes: [UInt8], at time: Date, originalLength: Int? = nil) {
        dump.write(bytes, at: time, originalLength: originalLength ?? bytes.count)
    }

    /// Sees the frames into the file; says so if the disk had no room for one of them.
    public consuming func finish() throws(CaptureError) {
        try dump.flush()
    }
}
