import CLinux

/// The rights that root is made of, one by one (capabilities(7)).
///
/// **Per thread**: a thread starts with a copy of its parent's rights, and what is given up here stays with threads
/// that already run. Give up in the first lines of `main`, before any task, event loop or library starts a thread.
public enum Capability: Int32, Sendable {
    /// CAP_NET_RAW: may open packet sockets.
    case netRaw = 13

    /// Whether the calling thread may use this right now (its effective set).
    public var isHeld: Bool {
        get throws(SystemError) {
            switch keyturn_holds_capability(rawValue) {
            case 0: false
            case 1: true
            default: throw .last("capget")
            }
        }
    }

    /// Gives up every capability of the calling thread but these, for good, and these where it has none of them; no
    /// program that it starts inherits any.
    ///
    /// A thread of user 0 that did this still owns root's files but no longer gets past the modes of other people's.
    public static func keep(only kept: Set<Capability>) throws(SystemError) {
        let bits = kept.reduce(0) { $0 | UInt64(1) << UInt64($1.rawValue) }
        guard keyturn_keep_capabilities(bits) == 0 else { throw .last("capset") }
    }
}
