public import Glibc

/// An open file descriptor with one owner; closed when the owner lets go of it.
public struct Descriptor: ~Copyable, Sendable {
    /// The number, for calls that borrow it.
    public let number: Int32

    /// Takes over an open descriptor.
    public init(owning number: Int32) {
        self.number = number
    }

    /// Opens a file; always closed on exec.
    public init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(SystemError) {
        let number = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw .last("open") }
        self.init(owning: number)
    }

    /// Writes all bytes, however many calls that takes.
    public borrowing func write(_ bytes: [UInt8]) throws(SystemError) {
        try Self.write(bytes, to: number)
    }

    /// The same for a number that somebody else owns.
    public static func write(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(number, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                // Whoever gave us the descriptor may have made it non-blocking.
                var entry = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&entry, 1, -1)
            } else if errno != EINTR {
                throw .last("write")
            }
        }
    }

    /// Reads what is there, at most `limit` bytes; empty at the end of the file.
    public borrowing func read(upTo limit: Int = 65_536) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        while true {
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(bytes[..<count]) }
            guard errno == EINTR else { throw .last("read") }
        }
    }

    /// Makes what was written outlast a power cut.
    public borrowing func sync() throws(SystemError) {
        guard fsync(number) == 0 else { throw .last("fsync") }
    }

    /// Hands the number to a caller who closes it.
    public consuming func release() -> Int32 {
        let number = self.number
        discard self
        return number
    }

    deinit { _ = close(number) }
}
