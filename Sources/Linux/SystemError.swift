import Glibc

/// A system call that failed: its name and the number the kernel gave.
public struct SystemError: Error, Hashable, Sendable {
    /// The call, such as `open`.
    public let call: String
    /// `errno` right after it.
    public let number: Int32

    /// Takes a number that is already known.
    public init(_ call: String, number: Int32) {
        self.call = call
        self.number = number
    }

    /// Takes `errno` as it is now: construct this before anything else runs.
    public static func last(_ call: String) -> SystemError {
        SystemError(call, number: errno)
    }

    /// The C library's words for the number, such as "Permission denied".
    public var reason: String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}

extension SystemError: CustomStringConvertible {
    /// `open: Permission denied`.
    public var description: String { "\(call): \(reason)" }
}
