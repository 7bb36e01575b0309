import Glibc
import Linux
import NukiDomain

/// TCP sockets on 127.0.0.1.
enum LoopbackSocket {
    /// A connection to a port.
    static func connect(to port: Port) throws(SystemError) -> Descriptor {
        let descriptor = try make()
        var address = address(port.rawValue)
        guard unsafe withAddress(&address, { unsafe Glibc.connect(descriptor.number, $0, $1) }) == 0 else {
            throw .last("connect")
        }
        return descriptor
    }

    /// A port that nobody uses at the moment.
    static func freePort() throws(SystemError) -> Port? {
        let descriptor = try make()
        var address = address(0)
        guard unsafe withAddress(&address, { unsafe bind(descriptor.number, $0, $1) }) == 0 else {
            throw .last("bind")
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withAddress(&address) { address, _ in
            unsafe getsockname(descriptor.number, address, &length)
        }
        guard result == 0 else { throw .last("getsockname") }
        return Port("\(address.sin_port.bigEndian)")
    }

    private static func make() throws(SystemError) -> Descriptor {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        return Descriptor(owning: number)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func withAddress(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
