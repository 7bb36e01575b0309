import CLinux
import Glibc

/// An eventfd: one thread waits for it in a ``Poller``, any other wakes it.
public final class WakeEvent: Sendable {
    private let descriptor: Descriptor

    /// Makes one that is not set.
    public init() throws(SystemError) {
        let number = keyturn_eventfd()
        guard number >= 0 else { throw .last("eventfd") }
        descriptor = Descriptor(owning: number)
    }

    /// For `poll` and `epoll`.
    public var number: Int32 { descriptor.number }

    /// Wakes the waiting thread, once however often this is called before it looks.
    public func wake() {
        var one: UInt64 = 1
        // A full counter is the only failure, and a full counter is set: the thread wakes all the same.
        _ = unsafe Glibc.write(descriptor.number, &one, MemoryLayout<UInt64>.size)
    }

    /// Takes the wake-up back, so that the next wait blocks again.
    public func reset() {
        var count: UInt64 = 0
        // Nothing to read means it was not set.
        _ = unsafe Glibc.read(descriptor.number, &count, MemoryLayout<UInt64>.size)
    }
}
