import CPcap
import FoundationEssentials

/// One call of `pcap_dispatch`: where its frames go, and what the next one's number is.
struct PcapDelivery {
    private(set) var number: Int
    private let linkType: Int32
    private let interface: String?
    private let body: (borrowing CapturedFrame) -> Void

    init(
        countingFrom number: Int, linkType: Int32, interface: String?,
        to body: @escaping (borrowing CapturedFrame) -> Void
    ) {
        self.number = number
        self.linkType = linkType
        self.interface = interface
        self.body = body
    }

    private mutating func deliver(_ header: pcap_pkthdr, _ bytes: RawSpan) {
        number += 1
        body(
            CapturedFrame(
                number: number, time: Date(header.ts), originalLength: Int(header.len), linkType: linkType,
                interface: interface, bytes: bytes))
    }

    /// What libpcap calls for each frame; `context` is the delivery.
    static let callback: pcap_handler = { context, header, bytes in
        guard let context = unsafe context, let header = unsafe header else { return }
        let frame = unsafe UnsafeRawBufferPointer(start: bytes, count: Int(header.pointee.caplen))
        unsafe context.withMemoryRebound(to: PcapDelivery.self, capacity: 1) {
            unsafe $0.pointee.deliver(header.pointee, frame.bytes)
        }
    }
}
