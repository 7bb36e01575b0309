import CPcap

/// The buffer in which libpcap says why a call without a handle failed.
struct PcapReason {
    private var buffer = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))

    /// Lends the buffer to one call.
    mutating func fill<Result>(_ call: (UnsafeMutablePointer<CChar>?) -> Result) -> Result {
        unsafe buffer.withUnsafeMutableBufferPointer { unsafe call($0.baseAddress) }
    }

    /// What the call wrote.
    var text: String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
