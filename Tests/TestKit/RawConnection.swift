import Glibc
public import Linux
public import NukiDomain

/// One TCP connection on this machine for tests that look at every byte: sends a text, reads until the other side closes.
public enum RawConnection {
    /// Everything that came until the end of the stream.
    public static func exchange(
        _ text: String, with port: Port, at address: IPv4Address = .loopback, closesItsSide: Bool = false
    ) async throws(SystemError) -> [UInt8] {
        let answer: Result<[UInt8], SystemError> = await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try WorkerThread.start(named: "raw \(port)") {
                    continuation.resume(
                        returning: Result { () throws(SystemError) in try blocking(text, address, port, closesItsSide) }
                    )
                }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try answer.get()
    }

    private static func blocking(
        _ text: String, _ address: IPv4Address, _ port: Port, _ closesItsSide: Bool
    ) throws(SystemError) -> [UInt8] {
        let socket = try connected(to: address, port)
        try socket.write(Array(text.utf8))
        if closesItsSide { shutdown(socket.number, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        while true {
            let piece = try socket.read()
            if piece.isEmpty { return answer }
            answer += piece
        }
    }

    private static func connected(to host: IPv4Address, _ port: Port) throws(SystemError) -> Descriptor {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        let descriptor = Descriptor(owning: number)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.rawValue.bigEndian
        address.sin_addr.s_addr = host.rawValue.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeBytes(of: &address) { bytes in
            guard let address = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else {
                return Int32(-1)
            }
            return unsafe connect(number, address, size)
        }
        guard result == 0 else { throw .last("connect") }
        return descriptor
    }
}

/// An HTTP answer taken apart by hand, headers in the order they came.
public struct RawAnswer: Equatable, Sendable {
    /// `HTTP/1.1 200 OK`.
    public let statusLine: String
    /// `Name: value`.
    public let headers: [String]
    /// The body, its chunks joined.
    public let body: String

    /// Nil unless the bytes are one whole answer and nothing more.
    public init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
            separator: "\n", omittingEmptySubsequences: false)
        let lines = text.map { String(String.UnicodeScalarView($0)) }
        guard let end = lines.firstIndex(of: "\r"), end >= 1 else { return nil }
        let head = lines[..<end].map { $0.hasSuffix("\r") ? String($0.unicodeScalars.dropLast()) : $0 }
        statusLine = head[0]
        headers = Array(head.dropFirst())
        let rest = Array(lines[(end + 1)...].joined(separator: "\n").utf8)
        guard let body = headers.contains("Transfer-Encoding: chunked") ? Self.joined(rest) : rest else { return nil }
        self.body = String(decoding: body, as: UTF8.self)
    }

    private static func joined(_ chunks: [UInt8]) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = chunks[...]
        while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\r")) {
            guard let length = Int(String(decoding: rest[..<lineEnd], as: UTF8.self), radix: 16) else { return nil }
            let start = lineEnd + 2
            guard start + length + 2 <= rest.endIndex else { return nil }
            body += rest[start..<start + length]
            rest = rest[(start + length + 2)...]
            if length == 0 { return rest.isEmpty ? body : nil }
        }
        return nil
    }
}
