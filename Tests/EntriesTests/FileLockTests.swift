import Entries
import Glibc
import Linux
import Synchronization
import TestKit
import Testing

@Suite("The lock on a file")
struct FileLockTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("a taken lock is refused with the holder's number, and free again when the holder lets go")
    func busy() throws {
        do {
            let lock = try FileLock(folder("lock"))
            #expect(throws: FileLockError.busy(holder: getpid())) { _ = try FileLock(folder("lock")) }
            _ = consume lock
        }
        _ = try FileLock(folder("lock"))
        #expect(try FileStatus.of(folder("lock"))?.mode == 0o600)
        #expect(try folder.text(of: "lock") == "\(getpid())\n")
    }

    @Test("waiting ends with the holder's number when the time is over")
    func patience() async throws {
        let lock = try FileLock(folder("lock"))
        let clock = SkippingClock()
        await #expect(throws: FileLockError.busy(holder: getpid())) {
            _ = try await FileLock.acquire(folder("lock"), within: .seconds(5), clock: clock)
        }
        #expect(clock.now.elapsed == .seconds(5))
        _ = consume lock
    }

    @Test("waiting ends with the lock as soon as the holder lets go")
    func handOver() async throws {
        let holder = Holder(try FileLock(folder("lock")))
        let clock = SkippingClock { time in if time >= .seconds(1) { holder.letGo() } }
        _ = try await FileLock.acquire(folder("lock"), within: .seconds(5), clock: clock)
        #expect(clock.now.elapsed == .seconds(1))
    }

    @Test("a link in the lock's place is not followed")
    func link() throws {
        try folder.write("precious", to: "target")
        unsafe try #require(symlink(folder("target"), folder("lock")) == 0)
        #expect(throws: FileLockError.failed(SystemError("open", number: ELOOP))) { _ = try FileLock(folder("lock")) }
        #expect(try folder.text(of: "target") == "precious")
    }
}

/// A lock that somebody else can end.
private final class Holder: Sendable {
    private let lock: Mutex<FileLock?>

    init(_ lock: consuming FileLock) {
        self.lock = Mutex(lock)
    }

    func letGo() {
        lock.withLock { $0 = nil }
    }
}
