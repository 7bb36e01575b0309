import Glibc

/// An address of either family and a port, as system calls take them.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    /// Reads an address in digits, such as `192.168.1.52` or `fd00::2`; fails with EINVAL for any other text.
    init(_ text: String, port: UInt16) throws(SystemError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(text, String(port), &hints, &list) == 0, let first = unsafe list?.pointee,
            let address = unsafe first.ai_addr
        else { throw SystemError("getaddrinfo", number: EINVAL) }
        defer { unsafe freeaddrinfo(list) }
        length = unsafe first.ai_addrlen
        unsafe withUnsafeMutableBytes(of: &storage) {
            unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
    }

    /// The address that a socket is bound to.
    init(of socket: borrowing Descriptor) throws(SystemError) {
        let number = socket.number
        let result = unsafe withPointer { unsafe getsockname(number, $0, $1) }
        guard result == 0 else { throw .last("getsockname") }
    }

    /// `AF_INET` or `AF_INET6`.
    var family: Int32 { Int32(storage.ss_family) }

    /// The address in digits, without its port.
    var text: String {
        get throws(SystemError) {
            var copy = self
            var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let result = unsafe copy.withPointer {
                unsafe getnameinfo($0, $1.pointee, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
            }
            guard result == 0 else { throw SystemError("getnameinfo", number: EINVAL) }
            return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Lends address and length to one call, which may write both.
    mutating func withPointer<Result>(
        _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe withUnsafeMutablePointer(to: &length) { length in unsafe call(address, length) }
            }
        }
    }
}
