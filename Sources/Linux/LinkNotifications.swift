import CLinux
import Glibc

/// Word from the kernel that a network interface of this namespace has appeared, changed or gone (rtnetlink(7)).
///
/// It says that there is something to look at and not what: whoever is told lists the interfaces anew, and so misses
/// nothing when words were lost. No right is needed.
public final class LinkNotifications: Sendable {
    private let descriptor: Descriptor

    /// Subscribes; list the interfaces afterwards, so that no change falls in between.
    public init() throws(SystemError) {
        let number = keyturn_link_notifications()
        guard number >= 0 else { throw .last("netlink") }
        descriptor = Descriptor(owning: number)
    }

    /// For a ``Poller``: can be read when there is word.
    public var number: Int32 { descriptor.number }

    /// Takes all that has come, so that the next wait blocks again.
    public func reset() {
        var bytes: [UInt8] = [0]
        while true {
            // A message that is longer than the room is cut, and its end is gone with it.
            let count = unsafe recv(descriptor.number, &bytes, bytes.count, 0)
            // ENOBUFS tells once that words were lost, which is word enough.
            if count < 0, errno != EINTR, errno != ENOBUFS { return }
        }
    }
}
