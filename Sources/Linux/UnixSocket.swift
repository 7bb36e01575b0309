import Glibc

/// Unix sockets that have a name in the file system (unix(7)).
public enum UnixSocket {
    /// Bytes of a path that `struct sockaddr_un` has room for, its closing zero left out.
    public static let longestPath = 107

    /// Connects and hangs up at once, to see whether somebody listens.
    ///
    /// Fails with ENOENT where nothing has that name, ECONNREFUSED where the listener is gone, EACCES where it may not be
    /// talked to, ENAMETOOLONG where no socket can have it.
    public static func knock(at path: String) throws(SystemError) {
        guard path.utf8.count <= longestPath else { throw SystemError("connect", number: ENAMETOOLONG) }
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        let descriptor = Descriptor(owning: number)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor.number, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // EAGAIN: somebody listens, and has more callers waiting than room for them.
        guard result == 0 || errno == EAGAIN else { throw .last("connect") }
    }

    /// Lets the socket's own user and one group talk to it: mode 0660.
    ///
    /// - Parameter group: by name; where this machine has none of it, or this process may not give it away, the socket
    ///   keeps its own group.
    public static func admit(group: String, to path: String) throws(SystemError) {
        if let number = GroupIdentity.number(of: group), unsafe chown(path, .max, number) != 0, errno != EPERM {
            throw .last("chown")
        }
        guard unsafe chmod(path, 0o660) == 0 else { throw .last("chmod") }
    }
}
