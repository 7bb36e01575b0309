import Glibc
import Linux

/// A UDP socket on 127.0.0.1, at a port that the kernel chose.
public final class LoopbackSocket: Sendable {
    /// The port it is bound to.
    public let port: UInt16
    private let descriptor: Descriptor

    /// Binds one.
    public init() throws {
        let number = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError.last("socket") }
        descriptor = Descriptor(owning: number)
        var address = Self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(number, address, length) == 0 && getsockname(number, address, &length) == 0
            }
        }
        guard result else { throw SystemError.last("bind") }
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Sends one datagram to a port of 127.0.0.1; UDP promises nothing more.
    public func send(_ bytes: [UInt8], to port: UInt16) {
        var address = Self.address(port: port)
        unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = unsafe sendto(
                    descriptor.number, bytes, bytes.count, 0, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
