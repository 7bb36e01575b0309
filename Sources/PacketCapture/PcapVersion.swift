import CPcap

/// The libpcap that is loaded.
public enum PcapVersion {
    /// Such as "libpcap version 1.10.3 (with TPACKET_V3)".
    public static var text: String { unsafe String(cString: pcap_lib_version()) }
}
