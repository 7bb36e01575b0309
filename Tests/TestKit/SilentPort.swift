import Glibc
public import Linux
public import NukiDomain

/// A TCP port of this machine at which nothing answers.
public final class SilentPort: Sendable {
    /// What a connection to it meets.
    public enum Manner: Sendable {
        /// It is refused: nobody listens.
        case refuses
        /// It is neither taken nor refused: the queue of those that wait is full.
        case ignores
    }

    /// Where it is.
    public let endpoint: Endpoint
    private let held: [SharedDescriptor]

    /// Takes a port of 127.0.0.1 that the kernel chose.
    public init(_ manner: Manner) throws(SystemError) {
        let (socket, port) = try BoundSocket.make(at: .v4(.loopback))
        endpoint = Endpoint(host: .address(.v4(.loopback)), port: port)
        var held = [socket]
        if manner == .ignores {
            guard listen(socket.number, 0) == 0 else { throw .last("listen") }
            for _ in 0..<4 { held.append(try BoundSocket.knocking(at: port)) }
        }
        self.held = held
    }
}

/// Sockets of 127.0.0.1 and ::1.
enum BoundSocket {
    /// A socket at a port that the kernel chose, not listening yet.
    static func make(at address: IPAddress) throws(SystemError) -> (SharedDescriptor, Port) {
        switch address {
        case .v4(let address): try make(AF_INET, v4(address, port: 0), port: \.sin_port)
        case .v6(let address): try make(AF_INET6, v6(address), port: \.sin6_port)
        }
    }

    /// A socket that has begun to connect and does not wait for the answer.
    static func knocking(at port: Port) throws(SystemError) -> SharedDescriptor {
        let socket = try open(AF_INET, Int32(SOCK_NONBLOCK.rawValue))
        var name = v4(.loopback, port: port.rawValue)
        let result = unsafe withUnsafeBytes(of: &name) { bytes in
            guard let name = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return Int32(-1) }
            return unsafe connect(socket.number, name, socklen_t(bytes.count))
        }
        guard result == 0 || errno == EINPROGRESS else { throw .last("connect") }
        return socket
    }

    private static func make<Name>(
        _ family: Int32, _ name: Name, port: KeyPath<Name, in_port_t>
    ) throws(SystemError) -> (SharedDescriptor, Port) {
        let socket = try open(family, 0)
        var name = name
        var size = socklen_t(MemoryLayout<Name>.size)
        let isBound = unsafe withUnsafeMutableBytes(of: &name) { bytes in
            guard let name = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
            return unsafe bind(socket.number, name, size) == 0 && getsockname(socket.number, name, &size) == 0
        }
        guard isBound, let port = Port(rawValue: UInt16(bigEndian: name[keyPath: port])) else { throw .last("bind") }
        return (socket, port)
    }

    private static func open(_ family: Int32, _ flags: Int32) throws(SystemError) -> SharedDescriptor {
        let number = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue) | flags, 0)
        guard number >= 0 else { throw .last("socket") }
        return SharedDescriptor(Descriptor(owning: number))
    }

    private static func v4(_ address: IPv4Address, port: UInt16) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = address.rawValue.bigEndian
        return name
    }

    private static func v6(_ address: IPv6Address) -> sockaddr_in6 {
        var name = sockaddr_in6()
        name.sin6_family = sa_family_t(AF_INET6)
        unsafe withUnsafeMutableBytes(of: &name.sin6_addr) { bytes in
            unsafe bytes.storeBytes(of: address.high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return name
    }
}
