import Glibc
import Linux
import NukiDomain
import TestKit

/// A TCP connection that reads only when a test says so, with a small buffer on its side.
final class SlowReader: Sendable {
    private let socket: Descriptor

    /// Connects to 127.0.0.1 and sends a request.
    init(_ request: String, of port: Port) throws {
        let number = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError.last("socket") }
        socket = Descriptor(owning: number)
        var small: Int32 = 4096
        unsafe setsockopt(number, SOL_SOCKET, SO_RCVBUF, &small, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.rawValue.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(number, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw SystemError.last("connect") }
        try socket.write(Array(request.utf8))
    }

    /// Reads on until a text has come; everything read on the way.
    @discardableResult
    func text(until end: String) async throws -> String {
        try await onOwnThread {
            var bytes: [UInt8] = []
            var seen = 0
            while true {
                let piece = try self.socket.read()
                if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
                bytes += piece
                // Only what is new, and the end of what was looked through before.
                let tail = bytes[max(0, seen - end.utf8.count)...]
                if String(decoding: tail, as: UTF8.self).contains(end) { return String(decoding: bytes, as: UTF8.self) }
                seen = bytes.count
            }
        }
    }
}
