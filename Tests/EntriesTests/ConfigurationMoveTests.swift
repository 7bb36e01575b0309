import Entries
import FoundationEssentials
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("A configuration that moves")
struct ConfigurationMoveTests {
    private let folder: TemporaryFolder
    private let old: Locations
    private let new: Locations

    init() throws {
        folder = try TemporaryFolder()
        old = try Self.locations(folder("old"))
        new = try Self.locations(folder("new"))
    }

    private static func locations(_ config: String) throws -> Locations {
        try Locations(LocationFacts(configFlag: config, user: 1000))
    }

    private func configure() async throws {
        let token = try BridgeToken(parsing: Sample.token, anyLength: true)
        _ = try await EntryStore(old).save(Sample.entry(), token: token, at: Sample.date)
        try folder.write("{\"http\":{\"tokens\":\"/elsewhere/tokens.json\"}}\n", to: "old/settings.json")
        try folder.write("{}", to: "old/state/bridges/1A2B3C4D.json")
        try folder.write("{}", to: "old/state/sightings.json")
        try folder.write("", to: "old/state/sightings.json.lock")
    }

    @Test("Everything that belongs to the entries goes along, the entries last, and nothing else")
    func whole() async throws {
        try await configure()
        let move = ConfigurationMove(from: old, to: new)
        #expect(try move.bridgeCount() == 1)
        #expect(try move.obstacles() == [])
        let before = try folder.tree()
        let files = try await move.carryOut()
        #expect(
            files.map { $0.replacing(folder.path, with: "") } == [
                "/new/state/sightings.json", "/new/state/bridges/1A2B3C4D.json", "/new/tokens/1A2B3C4D",
                "/new/settings.json", "/new/entries.json",
            ])
        let after = try folder.tree()
        for path in files {
            let name = path.replacing("\(folder.path)/", with: "")
            #expect(after[name] == before[name.replacing("new", with: "old")])
            #expect(try FileStatus.of(path)?.mode == 0o600)
        }
        #expect(
            after.keys.filter { $0.hasPrefix("old/") && !$0.hasSuffix("/") }.sorted() == [
                "old/entries.lock", "old/run/run.lock", "old/state/sightings.json.lock",
            ])
        #expect(try move.bridgeCount() == 0)
    }

    @Test("A file in the way is named, a list of no entries is none")
    func obstacles() async throws {
        try await configure()
        try folder.write("{\"schema\":1,\"entries\":[]}", to: "new/entries.json")
        try folder.write("{}", to: "new/state/sightings.json")
        let move = ConfigurationMove(from: old, to: new)
        #expect(try move.obstacles() == [])
        try folder.write("x", to: "new/tokens/1A2B3C4D")
        try folder.write("{\"a\":1}", to: "new/state/bridges/1A2B3C4D.json")
        #expect(try move.obstacles() == [folder("new/tokens/1A2B3C4D"), folder("new/state/bridges/1A2B3C4D.json")])
    }

    @Test("What came into the way since the look is not replaced, and nothing moves", arguments: ["entries", "state"])
    func obstructedMeanwhile(_ kind: String) async throws {
        try await configure()
        let move = ConfigurationMove(from: old, to: new)
        try move.check()
        let path = kind == "entries" ? "new/entries.json" : "new/state/bridges/1A2B3C4D.json"
        if kind == "entries" {
            _ = try await EntryStore(new).save(Sample.entry(7), token: nil, at: Sample.date)
        } else {
            try folder.write("{\"a\":1}", to: path)
        }
        let before = try files()
        await #expect(throws: ConfigurationError.moveObstructed(by: folder(path), from: old.config)) {
            _ = try await move.carryOut()
        }
        #expect(try files() == before)
    }

    @Test(
        "Where a link leads on to others, nothing is moved, removed or made, here and there",
        arguments: ["", "/tokens", "/state", "/state/bridges", "/run", "/entries.json", "/settings.json"])
    func linked(_ name: String) async throws {
        try await configure()
        try folder.write("", to: "old/run/run.lock")
        // Litter, if it were the tokens' own folder.
        try folder.write("x", to: "old/tokens/00000007")
        try FileManager.default.moveItem(atPath: old.config + name, toPath: folder("elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: old.config + name, withDestinationPath: folder("elsewhere"))
        let move = ConfigurationMove(from: old, to: new)
        let before = try folder.tree()
        let linked = ConfigurationError.moveLinked(path: old.config + name)
        #expect(throws: linked) { try move.check() }
        await #expect(throws: linked) { _ = try await move.carryOut() }
        #expect(try folder.tree() == before)
    }

    @Test("Entries that a loop runs on stay, also if it started since the look")
    func startedMeanwhile() async throws {
        try await configure()
        let move = ConfigurationMove(from: old, to: new)
        try move.check()
        try AtomicFile.makeFolder(old.runtime)
        let lock = try FileLock(old.runLock)
        let inUse = ConfigurationError.entriesInUse(by: ProcessInfo.processInfo.processIdentifier)
        let before = try files()
        #expect(throws: inUse) { try move.check() }
        await #expect(throws: inUse) { _ = try await move.carryOut() }
        #expect(try files() == before)
        _ = consume lock
    }

    @Test("While it moves, nobody writes in the new place")
    func writing() async throws {
        try await configure()
        try AtomicFile.makeFolder(new.config)
        let lock = try FileLock(new.entriesLock)
        let move = ConfigurationMove(from: old, to: new)
        let task = Task { try await move.carryOut() }
        task.cancel()
        await #expect(throws: ConfigurationError.cancelled) { _ = try await task.value }
        #expect(try move.bridgeCount() == 1)
        _ = consume lock
    }

    /// All but folders and locks.
    private func files() throws -> [String: String] {
        try folder.tree().filter { !$0.key.hasSuffix("/") && !$0.key.hasSuffix(".lock") }
    }

    @Test("A move that was cut off is ended by the next")
    func cutOff() async throws {
        try await configure()
        for name in ["tokens/1A2B3C4D", "settings.json", "entries.json"] {
            try folder.write(try #require(try folder.text(of: "old/\(name)")), to: "new/\(name)")
        }
        let move = ConfigurationMove(from: old, to: new)
        #expect(try move.obstacles() == [])
        _ = try await move.carryOut()
        #expect(try move.bridgeCount() == 0)
        #expect(try EntryStore(new).load().entries.map(\.name) == ["Hallway"])
    }

    @Test("What cannot be written leaves all as it was")
    func refused() async throws {
        try await configure()
        let before = try folder.tree()
        try folder.write("", to: "new/tokens")
        await #expect(throws: ConfigurationError.self) {
            _ = try await ConfigurationMove(from: old, to: new).carryOut()
        }
        let after = try folder.tree()
        for (name, text) in before { #expect(after[name] == text) }
        #expect(after["new/entries.json"] == nil)
    }

    @Test("Where both are one place, and where nothing is set up, there is nothing to move")
    func nothing() async throws {
        #expect(try ConfigurationMove(from: old, to: new).bridgeCount() == 0)
        try await configure()
        #expect(try ConfigurationMove(from: old, to: old).bridgeCount() == 0)
    }
}
