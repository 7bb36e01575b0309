import Glibc

/// Who is at the other end of a unix socket, as the kernel noted it when the connection was made (unix(7), SO_PEERCRED).
///
/// The memory is that of `struct ucred`, which Glibc's module hides: whoever has a descriptor of its own, and a library
/// that keeps its descriptors to itself, ask for this type by ``level`` and ``option``.
public struct PeerCredentials: Hashable, Sendable, BitwiseCopyable {
    /// The process, which may have ended since.
    public let process: Int32
    /// The numeric user that decided its rights.
    public let user: UInt32
    /// The numeric group.
    public let group: UInt32

    /// Of a socket, for getsockopt(2).
    public static let level = SOL_SOCKET
    /// The option's number.
    public static let option = SO_PEERCRED
}
