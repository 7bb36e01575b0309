import Entries
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("Several entries at once, and entries that go")
struct SeveralEntriesTests {
    private let folder: TemporaryFolder
    private let store: EntryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
    }

    private static func bridges(host: String = "192.168.1.52") throws -> [(entry: BridgeEntry, token: BridgeToken?)] {
        [
            (try Sample.entry(1, host: host), try BridgeToken(parsing: Sample.token)),
            (try Sample.entry(2, host: host), try BridgeToken(parsing: Sample.otherToken)),
        ]
    }

    private func stored() throws -> [String] {
        try store.load().entries.map {
            "\($0.id) \($0.endpoint.host) \(try store.tokens.token(for: $0)?.text ?? "none")"
        }
    }

    @Test("two bridges are written with one rename of the entries, and a backup of the file before both")
    func together() async throws {
        let first = try await store.save(Sample.entry(3), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        let plans = try await store.save(store.drafts(Self.bridges()), at: Sample.date)
        #expect(plans.map(\.entry.id.rawValue) == [1, 2])
        #expect(try folder.text(of: "config/entries.json") == plans[1].files.last?.text)
        #expect(try folder.text(of: "config/entries.json.bak") == first.files.last?.text)
        #expect(
            try stored() == [
                "00000003 192.168.1.52 \(Sample.token)", "00000001 192.168.1.52 \(Sample.token)",
                "00000002 192.168.1.52 \(Sample.otherToken)",
            ])
    }

    @Test("of two bridges, only the one that changes is written")
    func half() async throws {
        _ = try await store.save(store.drafts(Self.bridges()), at: Sample.date)
        var bridges = try Self.bridges()
        bridges[1].entry.name = "Attic"
        let plans = try await store.save(store.drafts(bridges), at: Sample.date)
        #expect(plans.map(\.isChange) == [false, true])
        #expect(plans[1].files.map(\.path) == [folder("config/entries.json")])
        #expect(try store.load().entries.map(\.name) == ["Hallway", "Attic"])
        #expect(try await store.save(store.drafts(bridges), at: Sample.date).allSatisfy { !$0.isChange })
    }

    @Test("killed anywhere on the way, both bridges are old or both are new", arguments: 0...7)
    func killed(_ steps: Int) async throws {
        _ = try await store.save(store.drafts(Self.bridges()), at: Sample.date)
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, steps = steps as Int] in
            let locations = try Locations(LocationFacts(configFlag: "\(path)/config", user: 1000))
            let lock = try FileLock(locations.entriesLock)
            let store = EntryStore(locations)
            let new = try store.drafts([
                (Sample.entry(1, host: "192.168.1.77"), BridgeToken(parsing: Sample.otherToken)),
                (Sample.entry(2, host: "192.168.1.77"), BridgeToken(parsing: Sample.token)),
            ])
            let plans = try store.plan(saving: new, at: Sample.date)
            for step in FileStep.together(plans).prefix(steps) { try step.carryOut() }
            kill(getpid(), SIGKILL)
            _ = consume lock
        }
        let expected =
            steps < 5
            ? ["00000001 192.168.1.52 \(Sample.token)", "00000002 192.168.1.52 \(Sample.otherToken)"]
            : ["00000001 192.168.1.77 \(Sample.otherToken)", "00000002 192.168.1.77 \(Sample.token)"]
        #expect(try stored() == expected)
        try await store.settle()
        #expect(try stored() == expected)
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["00000001", "00000002"])
    }

    @Test("a bridge that goes takes its token with it and leaves the others")
    func removal() async throws {
        _ = try await store.save(store.drafts(Self.bridges()), at: Sample.date)
        #expect(try await store.remove(BridgeID(rawValue: 1))?.id.rawValue == 1)
        #expect(try stored() == ["00000002 192.168.1.52 \(Sample.otherToken)"])
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["00000002"])
        let before = try folder.tree()
        #expect(try await store.remove(BridgeID(rawValue: 1)) == nil)
        #expect(try folder.tree() == before)
    }

    @Test("nothing is removed from a file that cannot be read")
    func unreadable() async throws {
        try folder.write("{", to: "config/entries.json")
        try folder.write(Sample.token, to: "config/tokens/00000001")
        let before = try folder.tree()
        await #expect(throws: ConfigurationError.self) { try await store.remove(BridgeID(rawValue: 1)) }
        #expect(try folder.tree() == before)
    }
}
