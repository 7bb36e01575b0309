import Entries
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("Files written whole")
struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("a new file has mode 0600 and a new folder 0700, whatever the umask")
    func modes() throws {
        try AtomicFile.makeFolder(folder("a/b/c"))
        try AtomicFile.write([1], to: folder("a/b/c/file"))
        for name in ["a", "a/b", "a/b/c"] { #expect(try FileStatus.of(folder(name))?.mode == 0o700) }
        #expect(try FileStatus.of(folder("a/b/c/file"))?.mode == 0o600)
    }

    @Test("a folder that is there keeps its mode")
    func existingFolder() throws {
        try FileSystem.makeFolder(folder("a"), mode: 0o750)
        try AtomicFile.makeFolder(folder("a"))
        #expect(try FileStatus.of(folder("a"))?.mode == 0o750)
    }

    @Test("a file in a folder's place is named with the system's reason")
    func noFolder() throws {
        try folder.write("", to: "a")
        #expect(throws: ConfigurationError.file(path: folder("a"), SystemError("mkdir", number: EEXIST))) {
            try AtomicFile.makeFolder(folder("a"))
        }
        #expect(throws: ConfigurationError.file(path: folder("b/c"), SystemError("open", number: ENOENT))) {
            try AtomicFile.write([1], to: folder("b/c"))
        }
    }

    @Test("the file before stays as .bak when asked, and only the last one")
    func backup() throws {
        for text in ["one", "two", "three"] {
            try AtomicFile.write(Array(text.utf8), to: folder("file"), keepingBackup: true)
        }
        try AtomicFile.write([], to: folder("other"))
        #expect(try folder.tree() == ["file": "three", "file.bak": "two", "other": ""])
    }

    /// A file whose first byte tells the others.
    private static func content(_ round: Int) -> [UInt8] { Array(repeating: UInt8(round), count: 10_000 + round * 100) }

    @Test("a reader meets only whole files during a hundred writes")
    func reader() async throws {
        let path = folder("file")
        try AtomicFile.write(Self.content(0), to: path, keepingBackup: true)
        let reader = Task {
            var faults = 0
            while !Task.isCancelled {
                let bytes = try FileSystem.contents(of: path, limit: .max) ?? []
                if bytes.isEmpty || bytes != Self.content(Int(bytes[0])) { faults += 1 }
                // Being cancelled is how it ends.
                try? await Task.sleep(for: .microseconds(200))
            }
            return faults
        }
        try await onOwnThread {
            for round in 1...100 { try AtomicFile.write(Self.content(round), to: path, keepingBackup: true) }
        }
        reader.cancel()
        #expect(try await reader.value == 0)
        #expect(try FileSystem.contents(of: path, limit: .max) == Self.content(100))
    }

    @Test("when the disk takes no more, the old file stays and no other is left")
    func fullDisk() async throws {
        let path = folder("file")
        try AtomicFile.write(Array("old".utf8), to: path)
        await #expect(processExitsWith: .success) { [path = path as String] in
            var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
            signal(SIGXFSZ, SIG_IGN)
            unsafe try #require(setrlimit(__rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue)), &limit) == 0)
            #expect(throws: ConfigurationError.file(path: path, SystemError("write", number: EFBIG))) {
                try AtomicFile.write([UInt8](repeating: 7, count: 2000), to: path, keepingBackup: true)
            }
        }
        #expect(try folder.tree() == ["file": "old"])
    }
}
