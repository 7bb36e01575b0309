import CPcap
import FoundationEssentials
import Glibc
import Linux

/// libpcap's capture file for writing, with one owner.
@safe struct PcapDump: ~Copyable {
    private let path: String
    private let format: OpaquePointer
    private let pointer: OpaquePointer

    init(creating path: String, linkType: Int32) throws(CaptureError) {
        guard let format = unsafe pcap_open_dead(linkType, 65_535) else {
            throw .unwritable(file: path, reason: "out of memory")
        }
        guard let pointer = unsafe pcap_dump_open(format, path) else {
            let reason = unsafe String(cString: pcap_geterr(format))
            unsafe pcap_close(format)
            throw .unwritable(file: path, reason: reason)
        }
        self.path = path
        unsafe self.format = unsafe format
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe pcap_dump_close(pointer)
        unsafe pcap_close(format)
    }

    mutating func write(_ bytes: [UInt8], at time: Date, originalLength: Int) {
        var header = pcap_pkthdr()
        header.ts = timeval(time)
        header.caplen = UInt32(bytes.count)
        header.len = UInt32(originalLength)
        unsafe bytes.withUnsafeBufferPointer {
            unsafe pcap_dump(
                UnsafeMutablePointer(pointer), &header, $0.baseAddress)
        }
    }

    /// Writes out what is buffered; a frame that found no room is noticed here.
    borrowing func flush() throws(CaptureError) {
        guard unsafe pcap_dump_flush(pointer) == 0 else {
            throw .unwritable(file: path, reason: SystemError.last("write").reason)
        }
    }
}
