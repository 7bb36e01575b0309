import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@testable import ControlLoop

@Suite("Files that somebody changes", .timeLimit(.minutes(1)))
struct FileWatchTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("A file that is written, or replaced by a rename, is told; others are not")
    func changes() async throws {
        try folder.write("old", to: "entries.json")
        let watch = try FileWatch(in: [folder.path]) { $0 == "entries.json" }
        var changes = watch.changes.makeAsyncIterator()
        try folder.write("new", to: "entries.json")
        #expect(await changes.next() != nil)
        try folder.write("newer", to: ".entries.json.new")
        try FileSystem.rename(folder(".entries.json.new"), to: folder("entries.json"))
        #expect(await changes.next() != nil)
    }

    @Test("Names are told, with those of files that are renamed, and nothing when nothing happened")
    func names() async throws {
        let notifications = try FolderNotifications(of: [folder.path])
        #expect(try notifications.names().isEmpty)
        try folder.write("a", to: "one")
        try folder.write("b", to: "a name that is longer than sixteen bytes")
        try FileSystem.rename(folder("one"), to: folder("two"))
        var names: Set<String> = []
        // A program that another test starts holds a file open for a moment longer.
        while names.count < 3 {
            names.formUnion(try notifications.names())
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(names == ["one", "two", "a name that is longer than sixteen bytes"])
    }

    @Test("A folder that is not there is an error")
    func missing() {
        #expect(throws: SystemError("inotify_add_watch", number: ENOENT)) {
            try FolderNotifications(of: [folder("missing")])
        }
    }
}
