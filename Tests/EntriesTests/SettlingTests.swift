import Entries
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("What a killed process leaves behind")
struct SettlingTests {
    private let folder: TemporaryFolder
    private let store: EntryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
    }

    /// A child takes the lock, does so many steps of a save, and kills itself with a signal that nothing can catch.
    private func save(_ entry: BridgeEntry, token: String, killedAfter steps: Int) async throws {
        let (path, host) = (folder.path, entry.endpoint.host.description)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, host = host as String, token = token as String, steps = steps as Int] in
            let locations = try Locations(LocationFacts(configFlag: "\(path)/config", user: 1000))
            try AtomicFile.makeFolder(locations.tokens)
            let lock = try FileLock(locations.entriesLock)
            let plan = try EntryStore(locations).plan(
                saving: Sample.entry(host: host), token: BridgeToken(parsing: token), at: Sample.date)
            for step in plan.steps.prefix(steps) { try step.carryOut() }
            kill(getpid(), SIGKILL)
            _ = consume lock
        }
    }

    private func stored() throws -> String {
        try store.load().entries.map { "\($0.endpoint.host) \(try store.tokens.token(for: $0)?.text ?? "none")" }
            .joined(separator: ", ")
    }

    @Test(
        "a bridge set up again is all old or all new, wherever the process was killed, before and after settling",
        arguments: 0...4)
    func replacement(_ steps: Int) async throws {
        _ = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        let new = try Sample.entry(host: "192.168.1.77")
        try await save(new, token: Sample.otherToken, killedAfter: steps)
        let expected = steps < 3 ? "192.168.1.52 \(Sample.token)" : "192.168.1.77 \(Sample.otherToken)"
        #expect(try stored() == expected)
        try await store.settle()
        #expect(try stored() == expected)
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["1A2B3C4D"])

        _ = try await store.save(new, token: BridgeToken(parsing: Sample.otherToken), at: Sample.date)
        #expect(try stored() == "192.168.1.77 \(Sample.otherToken)")
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["1A2B3C4D"])
    }

    @Test("a save that follows a killed one needs no settling in between", arguments: 0...4)
    func nextSave(_ steps: Int) async throws {
        _ = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        try await save(Sample.entry(host: "192.168.1.77"), token: Sample.otherToken, killedAfter: steps)
        _ = try await store.save(
            Sample.entry(host: "192.168.1.99"), token: BridgeToken(parsing: "a-third-token"), at: Sample.date)
        #expect(try stored() == "192.168.1.99 a-third-token")
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["1A2B3C4D"])
    }

    @Test("a first setup killed between token and entry leaves a token that the next start removes", arguments: 0...2)
    func first(_ steps: Int) async throws {
        try await save(Sample.entry(), token: Sample.token, killedAfter: steps)
        #expect(try stored() == (steps < 2 ? "" : "192.168.1.52 \(Sample.token)"))
        #expect(try FileSystem.names(in: folder("config/tokens")) == (steps < 1 ? [] : ["1A2B3C4D"]))
        try await store.settle()
        #expect(try stored() == (steps < 2 ? "" : "192.168.1.52 \(Sample.token)"))
        #expect(try FileSystem.names(in: folder("config/tokens")) == (steps < 2 ? [] : ["1A2B3C4D"]))
    }

    @Test("temporary files and orphans go, everything else stays")
    func litter() async throws {
        _ = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        let before = try folder.tree()
        try folder.write("half", to: "config/.entries.json.new-abc")
        try folder.write("half", to: "config/tokens/.1A2B3C4D.new-abc")
        try folder.write("orphan", to: "config/tokens/00000001")
        try folder.write("old", to: "config/tokens/1A2B3C4D@2020-01-01T00:00:00Z")
        try folder.write("mine", to: "config/tokens/README")
        try folder.write("mine", to: "config/tokens/1a2b3c4d")
        try folder.write("mine", to: "config/.settings.json.swp")
        try await store.settle()
        let foreign = ["config/tokens/README", "config/tokens/1a2b3c4d", "config/.settings.json.swp"]
        #expect(try folder.tree() == before.merging(foreign.map { ($0, "mine") }) { $1 })
    }
}
