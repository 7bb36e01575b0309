import CLinux
import Glibc

/// A stdio stream over a descriptor, whose blocking reads end as at the end of the file when a ``WakeEvent`` is set.
///
/// It is for a C library that reads a `FILE *` to its end on a thread that must come free when nobody writes any more.
@safe public struct WakeableStream: ~Copyable {
    private let stream: UnsafeMutableRawPointer

    /// Opens the stream; the descriptor and the event must outlive it.
    public init(_ descriptor: borrowing Descriptor, wokenBy event: WakeEvent) throws(SystemError) {
        guard let stream = unsafe keyturn_wakeable_stream(descriptor.number, event.number) else {
            throw .last("fopencookie")
        }
        unsafe self.stream = unsafe stream
    }

    /// Hands the `FILE *` to a caller who closes it.
    @unsafe public consuming func release() -> UnsafeMutableRawPointer {
        let stream = unsafe self.stream
        discard self
        return unsafe stream
    }

    deinit { unsafe fclose(stream.assumingMemoryBound(to: FILE.self)) }
}
