import Glibc

/// System calls on the names of files, with the error each one gave.
public enum FileSystem {
    /// rename(2): whoever opens `new` finds the old file or the new one, never none and never a half.
    public static func rename(_ old: String, to new: String) throws(SystemError) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw .last("rename") }
    }

    /// umask(2): whatever this process makes from now on is for its owner alone, until its mode is changed.
    public static func makeForOwnerOnly() { _ = umask(0o077) }

    /// link(2): a second name for one file; fails with EEXIST when that name is taken.
    public static func link(_ existing: String, at name: String) throws(SystemError) {
        guard unsafe Glibc.link(existing, name) == 0 else { throw .last("link") }
    }

    /// unlink(2); a name that is not there is as good as removed.
    public static func remove(_ path: String) throws(SystemError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .last("unlink") }
    }

    /// Whether a symbolic link has this name (lstat(2)); false where nothing has it.
    public static func isLink(_ path: String) throws(SystemError) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            throw .last("lstat")
        }
        return status.st_mode & S_IFMT == S_IFLNK
    }

    /// mkdir(2); a name that is taken fails with EEXIST, whatever it is.
    public static func makeFolder(_ path: String, mode: UInt32) throws(SystemError) {
        guard unsafe mkdir(path, mode) == 0 else { throw .last("mkdir") }
    }

    /// mkdtemp(3): makes a folder of a name that nobody had, for its owner alone, and returns its path.
    public static func makeTemporaryFolder(in parent: String, prefix: String) throws(SystemError) -> String {
        var path = Array("\(parent)/\(prefix)XXXXXX\0".utf8CString)
        guard unsafe mkdtemp(&path) != nil else { throw .last("mkdtemp") }
        return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// rmdir(2): removes a folder that is empty.
    public static func removeEmptyFolder(_ path: String) throws(SystemError) {
        guard unsafe rmdir(path) == 0 else { throw .last("rmdir") }
    }

    /// The names inside a folder, sorted, without `.` and `..`.
    public static func names(in folder: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(folder) else { throw .last("opendir") }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            guard let name = unsafe entry.pointer(to: \.d_name) else { continue }
            let text = unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
            if text != ".", text != ".." { names.append(text) }
        }
        guard errno == 0 else { throw .last("readdir") }
        return names.sorted()
    }

    /// Makes names that were given or taken in a folder outlast a power cut.
    public static func sync(folder: String) throws(SystemError) {
        try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY).sync()
    }

    /// The whole of a file, nil if there is none; fails with EFBIG beyond `limit` bytes.
    ///
    /// - Parameter waits: for whoever writes the other end of a named pipe; false where anybody could have put one.
    public static func contents(of path: String, limit: Int, waits: Bool = true) throws(SystemError) -> [UInt8]? {
        let file: Descriptor
        do {
            file = try Descriptor(opening: path, waits ? O_RDONLY : O_RDONLY | O_NONBLOCK)
        } catch {
            guard error.number == ENOENT else { throw error }
            return nil
        }
        var bytes: [UInt8] = []
        while true {
            let part = try file.read()
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= limit else { throw SystemError("read", number: EFBIG) }
        }
    }
}
