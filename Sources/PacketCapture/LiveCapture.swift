import Linux
import Synchronization

/// The frames of one or several interfaces as they come, heard by one thread.
///
/// Opening needs CAP_NET_RAW (see ``CapturePrivilege``), running does not. An interface that is switched off meanwhile
/// is heard again when it is back; one that is taken away is left out, until none is left.
public final class LiveCapture: PacketSource {
    /// The network does not wait.
    public let canWait = false
    private let end: CaptureEnd
    private let handles: Mutex<[LiveHandle]>
    private let heardNot = Mutex(CaptureLosses())

    /// Opens every interface, or none.
    ///
    /// - Parameters:
    ///   - interfaces: their names; `any` hears all of them, without VLAN tags.
    ///   - isCarried: whether the caller reads frames of a link type, given as libpcap's `DLT_` number.
    public init(
        on interfaces: [String], filter: CaptureFilter, carrying isCarried: @Sendable (Int32) -> Bool
    ) throws(CaptureError) {
        guard !interfaces.isEmpty else { throw .noInterface }
        var handles: [LiveHandle] = []
        for interface in interfaces {
            handles.append(LiveHandle(try PcapHandle.listening(on: interface, filter: filter, carrying: isCarried)))
        }
        self.handles = Mutex(handles)
        do throws(SystemError) {
            end = try CaptureEnd()
        } catch {
            throw .other(source: interfaces.joined(separator: ", "), reason: error.description)
        }
    }

    /// What was not heard up to now.
    public var losses: CaptureLosses { heardNot.withLock { $0 } }

    /// Ends the listening.
    public func stop() { end.order() }

    /// Hands over every frame that the filter lets through, the ones of all interfaces in one count; throws
    /// ``CaptureError/lost(interface:)`` when the last interface is gone.
    public func run(_ body: @escaping @Sendable (borrowing CapturedFrame) -> Void) async throws(CaptureError) {
        try await end.awaitThread(named: "capture") { [self] () throws(CaptureError) in try listen(body) }
    }

    private func listen(_ body: @Sendable (borrowing CapturedFrame) -> Void) throws(CaptureError) {
        // The thread holds the handles as long as it runs, and closes them.
        try handles.withLock { handles throws(CaptureError) in
            defer { handles = [] }
            var number = 0
            while !handles.isEmpty, !end.isOrdered {
                let ready = try wait(for: handles)
                for handle in handles where ready.contains(handle.descriptor) || handle.longestWait != nil {
                    do throws(CaptureError) {
                        try handle.deliver(counting: &number) { if !end.isOrdered { body($0) } }
                    } catch .lost(let interface) {
                        heardNot.withLock { $0.interfaces.append(interface) }
                        handles.removeAll { $0.interface == interface }
                        if handles.isEmpty { throw .lost(interface: interface) }
                    }
                    heardNot.withLock { $0.frames += handle.newDrops() }
                }
            }
        }
    }

    private func wait(for handles: [LiveHandle]) throws(CaptureError) -> [Int32] {
        do throws(SystemError) {
            return try Poller.readable(
                [end.event.number] + handles.map(\.descriptor), timeout: handles.compactMap(\.longestWait).min())
        } catch {
            throw .other(source: "poll", reason: error.reason)
        }
    }
}
