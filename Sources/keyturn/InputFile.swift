import Glibc
import Guidance
import Linux

/// Files that a person names on the command line.
enum InputFile {
    /// Home Assistant keeps the entries of a large house in some megabytes.
    private static let largest = 16 << 20

    /// The same, with the words for a file that is exported to or imported.
    static func named(_ path: String) throws(Diagnosis) -> [UInt8] {
        do {
            return try bytes(path)
        } catch {
            throw .input(path, error)
        }
    }

    /// The bytes of a file, or of stdin for `-`; fails with ECANCELED when the task is cancelled while a pipe is silent.
    static func bytes(_ path: String) throws(SystemError) -> [UInt8] {
        if path == "-" { return try standardInput() }
        guard let bytes = try FileSystem.contents(of: path, limit: largest) else {
            throw SystemError("open", number: ENOENT)
        }
        return bytes
    }

    private static func standardInput() throws(SystemError) -> [UInt8] {
        let number = dup(STDIN_FILENO)
        guard number >= 0 else { throw .last("dup") }
        let input = Descriptor(owning: number)
        var bytes: [UInt8] = []
        while true {
            // A read that blocks would not see that somebody wants to leave.
            while try Poller.readable([number], timeout: .milliseconds(50)).isEmpty {
                guard !Task.isCancelled else { throw SystemError("read", number: ECANCELED) }
            }
            let part = try input.read()
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= largest else { throw SystemError("read", number: EFBIG) }
        }
    }
}
