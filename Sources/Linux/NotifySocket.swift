import Glibc

/// Tells the service manager how this process is: a datagram for each word to the socket that `$NOTIFY_SOCKET` names
/// (sd_notify(3)).
public struct NotifySocket: Hashable, Sendable {
    private let address: [UInt8]

    /// Nil for a name that is neither a path nor, behind `@`, one of the abstract kind, or that no socket can have.
    public init?(_ name: String) {
        guard name.utf8.count > 1, name.utf8.count <= UnixSocket.longestPath else { return nil }
        switch name.first {
        case "/": address = Array(name.utf8)
        case "@": address = [0] + Array(name.utf8.dropFirst())
        default: return nil
        }
    }

    /// Sends one or more lines such as `READY=1`, without waiting for room.
    public func send(_ state: String) throws(SystemError) {
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        let descriptor = Descriptor(owning: number)
        var socketAddress = sockaddr_un()
        socketAddress.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &socketAddress.sun_path) { unsafe $0.copyBytes(from: address) }
        // An abstract name is as long as the length says: no zero ends it.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        let bytes = Array(state.utf8)
        let sent = unsafe withUnsafePointer(to: &socketAddress) { socketAddress in
            unsafe socketAddress.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
                unsafe sendto(
                    descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL), socketAddress, length)
            }
        }
        guard sent == bytes.count else { throw .last("sendto") }
    }
}
