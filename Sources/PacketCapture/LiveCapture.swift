import Linux
import Synchronization

/// The frames of one or several interfaces as they come, heard by one thread.
///
/// Opening needs CAP_NET_RAW (see ``CapturePrivilege``), running does not. An interface that is switched off meanwhile
/// is heard again when it is back; one that is taken away is left out, until none is left. A capture that follows
/// (``InterfaceFollowing``) opens those that appear and those that come back, and waits where there is none.
public final class LiveCapture: PacketSource {
    /// The network does not wait.
    public let canWait = false
    private let end: CaptureEnd
    private let interfaces: Mutex<HeardInterfaces>
    private let heardNot: Mutex<CaptureLosses>
    private let following: InterfaceFollowing?
    private let links: LinkNotifications?
    /// Between two looks, however often the kernel says that something changed.
    private static let leastPause = Duration.seconds(1)

    /// Opens the interfaces: every one that is named, or else none of them; of the usable ones those that can be opened.
    ///
    /// - Parameters:
    ///   - isCarried: whether the caller reads frames of a link type, given as libpcap's `DLT_` number.
    ///   - following: for a capture that stays on: interfaces may come later. Those that are named must exist now.
    public init(
        on choice: InterfaceChoice, filter: CaptureFilter, carrying isCarried: @escaping @Sendable (Int32) -> Bool,
        following: InterfaceFollowing? = nil
    ) throws(CaptureError) {
        self.following = following
        do throws(SystemError) {
            end = try CaptureEnd()
            links = following == nil ? nil : try LinkNotifications()
        } catch {
            throw .other(source: "capture", reason: error.description)
        }
        let interfaces = try HeardInterfaces(
            choice, filter: filter, carrying: isCarried, follows: following != nil)
        heardNot = Mutex(CaptureLosses(interfaces: interfaces.silent))
        self.interfaces = Mutex(interfaces)
    }

    /// What was not heard up to now.
    public var losses: CaptureLosses { heardNot.withLock { $0 } }

    /// Ends the listening.
    public func stop() { end.order() }

    /// Hands over every frame that the filter lets through, the ones of all interfaces in one count; throws
    /// ``CaptureError/lost(interface:)`` when the last interface is gone and none is waited for.
    public func run<State: Sendable>(
        with state: State, _ body: @escaping @Sendable (inout State, borrowing CapturedFrame) -> Void
    ) async throws(CaptureError) {
        try await end.awaitThread(named: "capture") { [self] () throws(CaptureError) in
            try listen(with: state, body)
        }
    }

    /// The same on the calling thread.
    func listen<State: Sendable>(
        with state: State, _ body: @Sendable (inout State, borrowing CapturedFrame) -> Void
    ) throws(CaptureError) {
        // The thread holds the interfaces as long as it runs, and closes them.
        try interfaces.withLock { interfaces throws(CaptureError) in
            defer { interfaces.close() }
            var state = state
            var number = 0
            var nextLook = ContinuousClock.now
            var lastLook = nextLook - Self.leastPause
            while !end.isOrdered {
                if let following, nextLook <= .now {
                    // Where there is no list now, what is open goes on, and there may be one after the pause.
                    try? interfaces.look()
                    tell(&interfaces)
                    lastLook = .now
                    nextLook = lastLook + following.pause
                }
                let ready = try wait(for: interfaces.handles, until: following == nil ? nil : nextLook)
                for handle in interfaces.handles where ready.contains(handle.descriptor) || handle.longestWait != nil {
                    // Before the frames: whoever is told one of them may end this, and what was lost is counted by then.
                    heardNot.withLock { $0.inKernel += handle.newDrops() }
                    do throws(CaptureError) {
                        try handle.deliver(counting: &number) { if !end.isOrdered { body(&state, $0) } }
                    } catch {
                        try lose(handle, error, of: &interfaces)
                    }
                }
                if let links, ready.contains(links.number) {
                    links.reset()
                    // One cable that is plugged in brings many words, and every look lists all interfaces.
                    nextLook = max(.now, lastLook + Self.leastPause)
                }
            }
        }
    }
}

extension LiveCapture {
    private func lose(
        _ handle: LiveHandle, _ error: CaptureError, of interfaces: inout HeardInterfaces
    ) throws(CaptureError) {
        let isGone = error == .lost(interface: handle.interface)
        guard following != nil || isGone else { throw error }
        interfaces.lose(handle, error)
        tell(&interfaces)
        if following == nil, interfaces.handles.isEmpty { throw error }
    }

    private func tell(_ interfaces: inout HeardInterfaces) {
        let silent = interfaces.silent
        heardNot.withLock { $0.interfaces = silent }
        if let following { interfaces.takeChanges().forEach(following.report) }
    }

    private func wait(
        for handles: [LiveHandle], until nextLook: ContinuousClock.Instant?
    ) throws(CaptureError) -> [Int32] {
        var descriptors = [end.event.number] + handles.map(\.descriptor)
        if let links { descriptors.append(links.number) }
        var limit = handles.compactMap(\.longestWait).min()
        if let nextLook {
            let rest = max(.zero, nextLook - .now)
            limit = limit.map { min($0, rest) } ?? rest
        }
        do throws(SystemError) {
            return try Poller.readable(descriptors, timeout: limit)
        } catch {
            throw .other(source: "poll", reason: error.reason)
        }
    }
}
