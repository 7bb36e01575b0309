import Glibc

/// Standard output and standard error, written to directly: every line is out when the call returns.
public enum StandardStream: Int32, Sendable {
    /// Results.
    case output = 1
    /// Conversation and diagnostics.
    case error = 2

    /// Writes a text, waiting for room where a pipe has none; fails with EPIPE once nobody reads any more.
    ///
    /// Needs ``ignoreBrokenPipes()`` first, or a closed pipe ends the process.
    public func write(_ text: String) throws(SystemError) {
        try Descriptor.write(Array(text.utf8), to: rawValue)
    }

    /// True when a person's terminal is at the other end.
    public var isTerminal: Bool { isatty(rawValue) == 1 }

    /// True when it leads to the file of this device and inode, which systemd writes as `DEVICE:INODE`.
    public func isFile(_ identity: String) -> Bool {
        var status = stat()
        return unsafe fstat(rawValue, &status) == 0 && identity == "\(status.st_dev):\(status.st_ino)"
    }

    /// True when a person's terminal is at the other end of standard input.
    public static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Gives the three standard numbers something to be, where a caller closed them: a file or a socket that got one
    /// would be written to as if it were stdout or stderr.
    public static func fillGaps() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is the one that is missing; without /dev/null nothing can be done.
            _ = unsafe open("/dev/null", O_RDWR)
        }
    }

    /// Makes a closed pipe an error of the call instead of the end of the process.
    public static func ignoreBrokenPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }
}
