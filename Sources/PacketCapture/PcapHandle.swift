import CPcap
import FoundationEssentials
import Glibc
import Linux

/// libpcap's capture handle with one owner; used by one thread at a time.
@safe struct PcapHandle: ~Copyable {
    /// The interface, or the file as the caller named it.
    let source: String
    private let isLive: Bool
    /// The kernel's number for the interface: another one of the same name has another. 0 for a file and for `any`.
    private let index: UInt32
    private let pointer: OpaquePointer

    // The kernel keeps a slot of this size for every waiting frame: room for any DHCP message with its tags, and two
    // slots to a page of memory.
    private static let frameBytes: Int32 = 1600
    // Some 2,400 such slots, for bursts that come while the thread sleeps.
    private static let bufferBytes: Int32 = 4 << 20

    private init(owning pointer: OpaquePointer, source: String, isLive: Bool) {
        unsafe self.pointer = unsafe pointer
        self.source = source
        self.isLive = isLive
        index = isLive ? unsafe if_nametoindex(source) : 0
    }

    /// Opens an interface: immediate mode, so that a frame is delivered when it comes and not when a buffer is full;
    /// not promiscuous, since broadcasts come anyway; non-blocking.
    static func listening(
        on interface: String, filter: CaptureFilter, carrying isCarried: @Sendable (Int32) -> Bool
    ) throws(CaptureError) -> PcapHandle {
        var reason = PcapReason()
        guard let pointer = unsafe reason.fill({ unsafe pcap_create(interface, $0) }) else {
            throw .other(source: interface, reason: reason.text)
        }
        let handle = unsafe PcapHandle(owning: pointer, source: interface, isLive: true)
        unsafe pcap_set_snaplen(pointer, frameBytes)
        unsafe pcap_set_buffer_size(pointer, bufferBytes)
        unsafe pcap_set_promisc(pointer, 0)
        unsafe pcap_set_immediate_mode(pointer, 1)
        let status = unsafe pcap_activate(pointer)
        // A positive number is a warning: the capture works.
        if status < 0 { throw handle.failure(ofActivation: status) }
        try handle.check(isCarried)
        try handle.setFilter(filter.expression(forLinkType: handle.linkType))
        guard unsafe reason.fill({ unsafe pcap_setnonblock(pointer, 1, $0) }) == 0 else {
            throw .other(source: interface, reason: reason.text)
        }
        return handle
    }

    /// Opens a capture file; blocks until its header has come.
    static func reading(
        _ stream: consuming WakeableStream, file: String, carrying isCarried: @Sendable (Int32) -> Bool
    ) throws(CaptureError) -> PcapHandle {
        var reason = PcapReason()
        let stream = unsafe stream.release().assumingMemoryBound(to: FILE.self)
        let precision = UInt32(PCAP_TSTAMP_PRECISION_MICRO)
        guard
            let pointer = unsafe reason.fill({
                unsafe pcap_fopen_offline_with_tstamp_precision(stream, precision, $0)
            })
        else {
            // libpcap closes the stream together with a handle, and there is none.
            unsafe fclose(stream)
            throw .unreadable(file: file, reason: reason.text)
        }
        let handle = unsafe PcapHandle(owning: pointer, source: file, isLive: false)
        try handle.check(isCarried)
        return handle
    }

    deinit { unsafe pcap_close(pointer) }

    /// What the frames begin with.
    var linkType: Int32 { unsafe pcap_datalink(pointer) }

    /// Can be read when frames are there (live captures only).
    var descriptor: Int32 { unsafe pcap_get_selectable_fd(pointer) }

    /// How long to wait at most before looking for frames though the descriptor is silent; nil for ever.
    var longestWait: Duration? {
        guard let limit = unsafe pcap_get_required_select_timeout(pointer) else { return nil }
        return unsafe .seconds(limit.pointee.tv_sec) + .microseconds(limit.pointee.tv_usec)
    }

    /// Frames that passed the filter and that the kernel had no room for, since the capture opened.
    var dropped: Int {
        var counts = pcap_stat()
        // Counting is a favour: a capture that cannot count still captures.
        guard unsafe pcap_stats(pointer, &counts) == 0 else { return 0 }
        return Int(counts.ps_drop)
    }

    /// Hands over the frames that are there, at most `limit`, and counts on in `number`; false at the end of a file
    /// and when no frame waits.
    mutating func deliver(
        upTo limit: Int32, counting number: inout Int, to body: (borrowing CapturedFrame) -> Void
    ) throws(CaptureError) -> Bool {
        let interface = isLive ? source : nil
        let count = withoutActuallyEscaping(body) { body in
            var delivery = PcapDelivery(countingFrom: number, linkType: linkType, interface: interface, to: body)
            defer { number = delivery.number }
            return unsafe withUnsafeMutablePointer(to: &delivery) { context in
                unsafe pcap_dispatch(
                    pointer, limit, PcapDelivery.callback,
                    UnsafeMutableRawPointer(context).assumingMemoryBound(to: UInt8.self))
            }
        }
        if count < 0 { throw failure }
        return count > 0
    }

    /// Sends one frame, link layer and all (live captures only).
    mutating func inject(_ frame: [UInt8]) throws(CaptureError) {
        let count = unsafe frame.withUnsafeBytes { unsafe pcap_inject(pointer, $0.baseAddress, $0.count) }
        if count < 0 { throw failure }
    }

    private func setFilter(_ expression: String) throws(CaptureError) {
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(pointer, &program, expression, 1, PCAP_NETMASK_UNKNOWN) == 0 else { throw failure }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(pointer, &program) == 0 else { throw failure }
    }

    private func check(_ isCarried: @Sendable (Int32) -> Bool) throws(CaptureError) {
        guard !isCarried(linkType) else { return }
        let name = unsafe pcap_datalink_val_to_name(linkType).map { unsafe String(cString: $0) }
        throw .linkType(linkType, name: name ?? "unnamed", source: source)
    }

    /// Whether the interface is still the one that was opened.
    var isThere: Bool { unsafe if_nametoindex(source) == index }

    private var failure: CaptureError {
        let reason = unsafe String(cString: pcap_geterr(pointer))
        guard isLive else { return .unreadable(file: source, reason: reason) }
        return isThere ? .other(source: source, reason: reason) : .lost(interface: source)
    }

    private func failure(ofActivation status: Int32) -> CaptureError {
        switch status {
        case PCAP_ERROR_NO_SUCH_DEVICE: noSuchInterface
        // Without the right, libpcap does not look for the interface.
        case PCAP_ERROR_PERM_DENIED: exists ? .noRight(interface: source) : noSuchInterface
        case PCAP_ERROR_IFACE_NOT_UP: .interfaceDown(source)
        default: failure
        }
    }

    private var exists: Bool { unsafe source == "any" || if_nametoindex(source) != 0 }

    private var noSuchInterface: CaptureError {
        // The list is a help beside the error, not worth an error of its own.
        let existing = (try? NetworkInterface.all()) ?? []
        return .noSuchInterface(source, existing: existing.map(\.name))
    }
}
