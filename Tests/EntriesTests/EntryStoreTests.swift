import Entries
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("The store of entries and tokens")
struct EntryStoreTests {
    private let folder: TemporaryFolder
    private let store: EntryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
    }

    private func token(_ text: String = Sample.token) throws -> BridgeToken { try BridgeToken(parsing: text) }

    private func modificationTimes() throws -> [String: Date?] {
        try folder.tree().keys.reduce(into: [:]) { times, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: folder(name))
            times[name] = attributes[.modificationDate] as? Date
        }
    }

    @Test("a bridge that was followed is known to have moved there, until it is given another address")
    func lastMove() async throws {
        let entry = try Sample.entry()
        _ = try await store.save(entry, token: nil, at: Sample.date)
        let old = entry.endpoint
        let new = Endpoint(host: .address(.v4(IPv4Address(192, 0, 2, 99))), port: old.port)
        #expect(store.lastMove(of: entry) == nil)
        let later = Sample.date.addingTimeInterval(240)
        var moved = try #require(
            try await store.move(entry.id, from: old, to: new, source: .dhcp, at: later))
        let move = try #require(store.lastMove(of: moved))
        #expect(move.from == old.host.description)
        #expect(move.at == later)
        moved.endpoint = Endpoint(host: .name("hallway"), port: old.port)
        #expect(store.lastMove(of: moved) == nil)
        // What is in the file's place costs a remark, and no move.
        try folder.write("{", to: "config/state/moves.json")
        #expect(try await store.move(entry.id, from: new, to: old, source: .dhcp, at: later) != nil)
        #expect(store.lastMove(of: entry) == nil)
    }

    @Test("no file means no entries, and looking makes none")
    func empty() async throws {
        #expect(try store.load().entries.isEmpty)
        #expect(try store.plan(saving: Sample.entry(), token: token(), at: Sample.date).isChange)
        try await store.settle()
        #expect(try folder.tree() == [:])
    }

    @Test("a first save writes token and entry, in that order, for nobody else to read")
    func firstSave() async throws {
        let plan = try await store.save(Sample.entry(), token: token(), at: Sample.date)
        #expect(plan.files.map(\.path) == [folder("config/tokens/1A2B3C4D"), folder("config/entries.json")])
        #expect(plan.files.map(\.isNew) == [true, true])
        #expect(plan.files.map(\.lines) == [nil, 30])
        let tree = try folder.tree()
        #expect(
            Set(tree.keys) == [
                "config/", "config/entries.json", "config/entries.lock", "config/tokens/", "config/tokens/1A2B3C4D",
            ])
        #expect(tree["config/tokens/1A2B3C4D"] == Sample.token + "\n")
        #expect(tree["config/entries.json"] == plan.files.last?.text)
        for name in tree.keys {
            #expect(try FileStatus.of(folder(name))?.mode == (name.hasSuffix("/") ? 0o700 : 0o600))
        }
        let entry = try #require(try store.load().entries.first)
        #expect(entry == plan.entry)
        #expect(entry.created == Sample.date && entry.modified == Sample.date)
        #expect(try store.tokens.token(for: entry)?.text == Sample.token)
    }

    @Test("the same values again touch no file")
    func unchanged() async throws {
        _ = try await store.save(Sample.entry(), token: token(), at: Sample.date)
        let before = try modificationTimes()
        for token in [try token(), nil] {
            let plan = try await store.save(Sample.entry(), token: token, at: Sample.date + 100)
            #expect(!plan.isChange && plan.files.isEmpty)
        }
        #expect(try modificationTimes() == before)
    }

    @Test("a changed entry keeps its making, its neighbours and its token, and the file before as .bak")
    func change() async throws {
        _ = try await store.save(Sample.entry(1), token: token(), at: Sample.date)
        _ = try await store.save(Sample.entry(2), token: token(Sample.otherToken), at: Sample.date)
        let before = try folder.text(of: "config/entries.json")
        let plan = try await store.save(Sample.entry(1, host: "192.168.1.77"), token: nil, at: Sample.date)
        #expect(plan.files.map(\.path) == [folder("config/entries.json")])
        let entries = try store.load().entries
        #expect(entries.map(\.id.rawValue) == [1, 2])
        #expect(entries.map(\.endpoint.host.description) == ["192.168.1.77", "192.168.1.52"])
        #expect(entries.map(\.created) == [Sample.date, Sample.date])
        #expect(entries.map(\.modified) == [Sample.date + 1, Sample.date], "two states never share a time")
        #expect(try store.tokens.token(for: entries[0])?.text == Sample.token)
        #expect(try folder.text(of: "config/entries.json.bak") == before)
    }

    @Test("a new token for an entry that stays is one file")
    func newToken() async throws {
        _ = try await store.save(Sample.entry(), token: token(), at: Sample.date)
        let plan = try await store.save(Sample.entry(), token: token(Sample.otherToken), at: Sample.date + 9)
        #expect(plan.files.map(\.path) == [folder("config/tokens/1A2B3C4D")])
        #expect(plan.files.map(\.isNew) == [false])
        #expect(try store.tokens.token(for: plan.entry)?.text == Sample.otherToken)
        #expect(try folder.tree().values.allSatisfy { !$0.contains(Sample.token) }, "a token has no backup")
    }

    @Test("entries behind a symbolic link are read and never written, nor is a token beside them")
    func link() async throws {
        _ = try await store.save(Sample.entry(), token: token(), at: Sample.date)
        try FileSystem.rename(folder("config/entries.json"), to: folder("elsewhere.json"))
        try FileManager.default.createSymbolicLink(
            atPath: folder("config/entries.json"), withDestinationPath: folder("elsewhere.json"))
        #expect(try store.load().entries.count == 1)
        let before = try folder.tree()
        let refusal = ConfigurationError.linked(path: folder("config/entries.json"))
        await #expect(throws: refusal) {
            try await store.save(
                Sample.entry(host: "192.168.1.77"), token: token(Sample.otherToken), at: Sample.date)
        }
        await #expect(throws: refusal) { try await store.remove(Sample.entry().id) }
        #expect(try folder.tree() == before)
    }

    @Test("several writers at once lose nothing")
    func writers() async throws {
        let store = EntryStore(try Sample.locations(folder))
        try await withThrowingTaskGroup { group in
            for id in 1...4 as ClosedRange<UInt32> {
                group.addTask { _ = try await store.save(Sample.entry(id), token: token(), at: Sample.date) }
            }
            try await group.waitForAll()
        }
        #expect(Set(try store.load().entries.map(\.id.rawValue)) == Set(1...4))
    }

    @Test("another writer is waited for five seconds and then named")
    func busy() async throws {
        try AtomicFile.makeFolder(folder("config"))
        let lock = try FileLock(folder("config/entries.lock"))
        let clock = SkippingClock()
        let store = EntryStore(try Sample.locations(folder), clock: clock)
        await #expect(throws: ConfigurationError.busy(path: folder("config/entries.lock"), holder: getpid())) {
            try await store.save(Sample.entry(), token: token(), at: Sample.date)
        }
        #expect(clock.now.elapsed == .seconds(5))
        #expect(try folder.text(of: "config/entries.json") == nil)
        _ = consume lock
    }

    @Test(
        "a file that cannot be read is never replaced, and no token is written or removed beside it",
        arguments: [
            "{\"schema\": 2, \"entries\": []}", "{\"schema\": 1, \"entries\": [}", "{\"schema\": 1, \"x\": 0}", "",
        ])
    func unreadable(_ text: String) async throws {
        try folder.write(text, to: "config/entries.json")
        try folder.write("orphan", to: "config/tokens/00000001")
        let before = try folder.tree()
        await #expect(throws: ConfigurationError.self) {
            try await store.save(Sample.entry(), token: token(), at: Sample.date)
        }
        await #expect(throws: ConfigurationError.self) { try await store.settle() }
        #expect(try folder.tree() == before)
    }

    @Test("a folder in the file's place is an error with its path")
    func folderInPlace() async throws {
        try folder.write("", to: "config/entries.json/inside")
        await #expect(
            throws: ConfigurationError.file(path: folder("config/entries.json"), SystemError("read", number: EISDIR))
        ) {
            try await store.save(Sample.entry(), token: token(), at: Sample.date)
        }
    }

    @Test(
        "a file without the right to read it is an error with its path", .enabled(if: geteuid() != 0, "root reads all"))
    func noRight() async throws {
        try folder.write("{\"schema\":1,\"entries\":[]}", to: "config/entries.json")
        unsafe try #require(chmod(folder("config/entries.json"), 0) == 0)
        await #expect(
            throws: ConfigurationError.file(path: folder("config/entries.json"), SystemError("open", number: EACCES))
        ) {
            try await store.save(Sample.entry(), token: token(), at: Sample.date)
        }
    }

    @Test(
        "a folder without the right to write is an error with its path", .enabled(if: geteuid() != 0, "root writes all")
    )
    func readOnlyFolder() async throws {
        unsafe try #require(chmod(folder.path, 0o500) == 0)
        defer { unsafe chmod(folder.path, 0o700) }
        await #expect(throws: ConfigurationError.file(path: folder("config"), SystemError("mkdir", number: EACCES))) {
            try await store.save(Sample.entry(), token: token(), at: Sample.date)
        }
    }

    @Test("what root writes belongs to the folder's owner", .enabled(if: geteuid() == 0, "only root gives files away"))
    func owner() async throws {
        unsafe try #require(chown(folder.path, 1234, 5678) == 0)
        _ = try await store.save(Sample.entry(), token: token(), at: Sample.date)
        for name in try folder.tree().keys {
            let status = try #require(try FileStatus.of(folder(name)))
            #expect(status.owner == 1234 && status.group == 5678, "\(name)")
        }
    }
}
