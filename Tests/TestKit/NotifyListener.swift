import Glibc
public import Linux

/// A datagram socket of the unix kind, where a program that systemd would start says how it is.
public final class NotifyListener: Sendable {
    /// What `$NOTIFY_SOCKET` is to be.
    public let name: String
    private let descriptor: Descriptor

    /// Binds one.
    ///
    /// - Parameter name: a path, or behind `@` an abstract name.
    public init(_ name: String) throws(SystemError) {
        self.name = name
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw .last("socket") }
        descriptor = Descriptor(owning: number)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = name.first == "@" ? [0] + Array(name.utf8.dropFirst()) : Array(name.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(number, $0, length) }
        }
        guard result == 0 else { throw .last("bind") }
    }

    /// Reads datagrams on a thread of its own until one begins with this text; returns all that came up to it.
    @discardableResult
    public func read(until text: String) async throws -> [String] {
        try await onOwnThread {
            var messages: [String] = []
            while messages.last?.hasPrefix(text) != true {
                guard try Poller.readable([self.descriptor.number], timeout: .seconds(30)).isEmpty == false else {
                    throw SystemError("wait for \(text)", number: ETIMEDOUT)
                }
                messages.append(String(decoding: try self.descriptor.read(), as: UTF8.self))
            }
            return messages
        }
    }
}
