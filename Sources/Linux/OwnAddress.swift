import Glibc

/// This machine's own addresses, as the kernel chooses them. Addresses are texts of digits.
public enum OwnAddress {
    /// The address that a connection to another one comes from; nothing is sent.
    public static func towards(_ address: String) throws(SystemError) -> String {
        // A datagram socket that is connected has a route and an address, and has said nothing (udp(7)). The port is
        // of no account: 9 is "discard".
        var other = try SocketAddress(address, port: 9)
        let socket = try opened(other.family, SOCK_DGRAM)
        let number = socket.number
        let result = unsafe other.withPointer { unsafe connect(number, $0, $1.pointee) }
        guard result == 0 else { throw .last("connect") }
        return try SocketAddress(of: socket).text
    }

    /// Whether a server could be given this TCP port at this address now; nothing is listened to.
    public static func isFree(port: UInt16, at address: String) throws(SystemError) -> Bool {
        var own = try SocketAddress(address, port: port)
        let socket = try opened(own.family, SOCK_STREAM)
        // As servers do: connections that are over do not count (socket(7)).
        var yes: Int32 = 1
        let number = socket.number
        _ = unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        if unsafe own.withPointer({ unsafe bind(number, $0, $1.pointee) }) == 0 { return true }
        guard errno == EADDRINUSE else { throw .last("bind") }
        return false
    }

    private static func opened(_ family: Int32, _ kind: __socket_type) throws(SystemError) -> Descriptor {
        let number = socket(family, Int32(kind.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        return Descriptor(owning: number)
    }
}
