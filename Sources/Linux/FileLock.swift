import Glibc

/// An exclusive flock(2) on a file that holds the number of the process that has it.
///
/// The kernel lets go of it when the process ends, however it ends. The file itself stays: removing it would let two
/// processes lock two files of one name.
public struct FileLock: ~Copyable, Sendable {
    /// How often a taken lock is tried again.
    private static let pause = Duration.milliseconds(50)

    /// What the holder before said with ``leave(_:)``: empty if it ended without that, nil if there never was one.
    public let lastWord: String?

    private let descriptor: Descriptor

    /// Takes the lock now or says who has it.
    public init(_ path: String) throws(FileLockError) {
        let descriptor = try Self.locked(path)
        lastWord = try Self.failed { () throws(SystemError) in try Self.takeOver(descriptor) }
        self.descriptor = descriptor
    }

    /// Lets go of the lock with a word for the next holder.
    public consuming func leave(_ word: String) throws(SystemError) {
        try descriptor.write(Array("\(word)\n".utf8))
    }

    /// Takes the lock, and while another has it tries again until the time is over.
    public static func acquire(
        _ path: String, within limit: Duration, clock: some Clock<Duration>
    ) async throws(FileLockError) -> FileLock {
        let deadline = clock.now.advanced(by: limit)
        while true {
            do {
                return try FileLock(path)
            } catch {
                guard case .busy = error, clock.now < deadline else { throw error }
            }
            do {
                try await clock.sleep(until: clock.now.advanced(by: pause), tolerance: nil)
            } catch {
                throw .cancelled
            }
        }
    }

    /// Throws ``FileLockError/busy(holder:)`` while a process has the lock; makes no file and leaves it as it is.
    ///
    /// The look shares the lock for a moment in which another could not take it.
    public static func checkFree(_ path: String) throws(FileLockError) {
        guard try failed({ () throws(SystemError) in try FileStatus.of(path) }) != nil else { return }
        let descriptor = try failed { () throws(SystemError) in try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW) }
        let isFree = try failed { () throws(SystemError) in try lock(descriptor, LOCK_SH) }
        guard isFree else { throw .busy(holder: holder(descriptor)) }
        _ = flock(descriptor.number, LOCK_UN)
    }

    // Closing would not do: a program that is being started just now has a copy of the descriptor until its exec.
    deinit { _ = flock(descriptor.number, LOCK_UN) }

    private static func locked(_ path: String) throws(FileLockError) -> Descriptor {
        let descriptor = try failed { () throws(SystemError) in try open(path) }
        guard try failed({ () throws(SystemError) in try lock(descriptor) }) else {
            throw .busy(holder: holder(descriptor))
        }
        return descriptor
    }

    /// False when another has it.
    private static func lock(
        _ descriptor: borrowing Descriptor, _ kind: Int32 = LOCK_EX
    ) throws(SystemError) -> Bool {
        guard flock(descriptor.number, kind | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .last("flock") }
            return false
        }
        return true
    }

    /// Tells a system call's error as a lock's.
    private static func failed<Value: ~Copyable>(
        _ body: () throws(SystemError) -> Value
    ) throws(FileLockError) -> Value {
        do {
            return try body()
        } catch {
            throw .failed(error)
        }
    }

    private static func open(_ path: String) throws(SystemError) -> Descriptor {
        do {
            return try Descriptor(opening: path, O_RDWR | O_NOFOLLOW)
        } catch {
            guard error.number == ENOENT else { throw error }
        }
        do {
            let made = try Descriptor(opening: path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
            try made.giveToOwner(of: FilePath.folder(of: path))
            return made
        } catch {
            // Another made it meanwhile.
            guard error.number == EEXIST else { throw error }
            return try Descriptor(opening: path, O_RDWR | O_NOFOLLOW)
        }
    }

    /// Reads the last word and signs: the first line is the holder's number, the second its word.
    private static func takeOver(_ descriptor: borrowing Descriptor) throws(SystemError) -> String? {
        let lines = String(decoding: try descriptor.read(upTo: 256), as: UTF8.self).split(separator: "\n")
        guard ftruncate(descriptor.number, 0) == 0 else { throw .last("ftruncate") }
        guard lseek(descriptor.number, 0, SEEK_SET) == 0 else { throw .last("lseek") }
        try descriptor.write(Array("\(getpid())\n".utf8))
        return lines.isEmpty ? nil : lines.dropFirst().first.map(String.init) ?? ""
    }

    /// Nil in the moment between another's taking the lock and its signing it.
    private static func holder(_ descriptor: borrowing Descriptor) -> Int32? {
        // The number only helps a person; a file that cannot be read leaves it out.
        guard let bytes = try? descriptor.read(upTo: 32) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.flatMap { Int32($0) }
    }
}

/// Why a lock was not taken.
public enum FileLockError: Error, Hashable, Sendable {
    /// This process has it, if its number could be read.
    case busy(holder: Int32?)
    /// The lock file could not be opened or locked.
    case failed(SystemError)
    /// The task was cancelled while it waited.
    case cancelled
}
