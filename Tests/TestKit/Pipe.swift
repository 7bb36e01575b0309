import CTestKit
import Glibc
import Linux

/// The two ends of a pipe(7), closed in programs that others start meanwhile.
struct Pipe: ~Copyable {
    let reader: Descriptor
    let writer: Descriptor

    init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe testkit_pipe(&ends) == 0 else { throw .last("pipe2") }
        reader = Descriptor(owning: ends[0])
        writer = Descriptor(owning: ends[1])
    }
}

extension Descriptor {
    /// The lines that come out of this descriptor, decoded as UTF-8; a last line without an end counts.
    consuming func lines() throws(SystemError) -> AsyncStream<String> {
        // More than any test prints: a bound that keeps a runaway child from filling the memory.
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1 << 20))
        let reader = self
        try WorkerThread.start(named: "lines") {
            var rest: [UInt8] = []
            // A read that fails ends the lines as the end of the file does.
            while let bytes = try? reader.read(), !bytes.isEmpty {
                var pieces = (rest + bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                rest = Array(pieces.removeLast())
                for line in pieces { continuation.yield(String(decoding: line, as: UTF8.self)) }
            }
            if !rest.isEmpty { continuation.yield(String(decoding: rest, as: UTF8.self)) }
            continuation.finish()
        }
        return stream
    }

    /// Writes the bytes from a thread of its own and closes; a child that does not read them all is left alone.
    consuming func feed(_ bytes: [UInt8]) throws(SystemError) {
        let writer = self
        try WorkerThread.start(named: "feed") {
            var signals = sigset_t()
            unsafe sigemptyset(&signals)
            unsafe sigaddset(&signals, SIGPIPE)
            unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
            // A child may end before it has read everything, which is its business.
            try? writer.write(bytes)
        }
    }
}
