import CLinux
import Glibc

/// A thread of its own for a C library that blocks or owns a loop: captures, transfers.
///
/// The body runs to its end; whoever starts one keeps the means to end it (a ``WakeEvent`` and a flag).
public enum WorkerThread {
    /// Starts a detached thread; its name shows in `ps -L` (15 bytes at most).
    public static func start(named name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        _ = pthread_detach(try begin(named: name, body))
    }

    fileprivate static func begin(
        named name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) -> pthread_t {
        let box = unsafe Unmanaged.passRetained(Work(name: name, body: body))
        var thread = pthread_t()
        let number = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let work = unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                unsafe keyturn_name_thread(work.name)
                work.body()
                return nil
            }, box.toOpaque())
        guard number == 0 else {
            unsafe box.release()
            throw SystemError("pthread_create", number: number)
        }
        return thread
    }

    private final class Work: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}

/// A thread that is waited for when its owner lets go of it.
///
/// For libraries that clean up when a thread ends and when the process ends: OpenSSL, which libcurl brings, crashes when
/// both happen at once. The owner makes the body end first.
public struct JoinedThread: ~Copyable, Sendable {
    private let thread: pthread_t

    /// Starts the thread; its name shows in `ps -L` (15 bytes at most).
    public init(named name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        thread = try WorkerThread.begin(named: name, body)
    }

    deinit { _ = pthread_join(thread, nil) }
}
