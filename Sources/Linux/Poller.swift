import Glibc

/// Waits until one of several descriptors can be read (poll(2)).
public enum Poller {
    /// The descriptors among these that can be read or have failed; empty when the time is over.
    ///
    /// - Parameters:
    ///   - writer: the one of them that is also waited for until it can be written to.
    ///   - timeout: how long to wait; nil waits for ever.
    public static func readable(
        _ descriptors: [Int32], orWritable writer: Int32? = nil, timeout: Duration? = nil
    ) throws(SystemError) -> [Int32] {
        var entries = descriptors.map {
            pollfd(fd: $0, events: Int16($0 == writer ? POLLIN | POLLOUT : POLLIN), revents: 0)
        }
        let milliseconds = timeout.map { Int32(clamping: $0.wholeMilliseconds) } ?? -1
        let count = unsafe poll(&entries, nfds_t(entries.count), milliseconds)
        if count < 0 {
            guard errno == EINTR else { throw .last("poll") }
            return []
        }
        return entries.filter { $0.revents != 0 }.map(\.fd)
    }
}

extension Duration {
    /// Milliseconds, rounded up so that a short wait is not a busy loop.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
