import Glibc
import Linux
import NukiDomain

/// Posts as a bridge does: a connection for each, closed behind the answer.
struct CallbackTarget {
    private let port: Port
    private let path: Substring

    /// Reads `http://127.0.0.1:18581/callback/…`; nil for another address.
    init?(_ url: String) {
        let parts = url.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, let port = Port(parts[1].split(separator: ":").last ?? "") else { return nil }
        self.port = port
        path = parts[2]
    }

    /// Sends one and leaves the answer to its fate.
    func post(_ body: String) throws(SystemError) {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        let descriptor = Descriptor(owning: number)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.rawValue.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(number, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw .last("connect") }
        try descriptor.write(
            Array(
                "POST /\(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                    .utf8))
        _ = try descriptor.read()
    }
}
