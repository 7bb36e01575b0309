import Entries
import FoundationEssentials
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("A bridge that takes the place of another, and an entry that is changed")
struct ReplacingTests {
    private static let old = BridgeID(rawValue: 1)
    private static let new = BridgeID(rawValue: 3)

    private let folder: TemporaryFolder
    private let store: EntryStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
        _ = try await store.save(
            [
                (try Sample.entry(1), try BridgeToken(parsing: Sample.token)),
                (try Sample.entry(2), try BridgeToken(parsing: "a-third-token")),
            ], at: Sample.date)
        try folder.write("slugs of 1", to: "config/state/bridges/00000001.json")
    }

    private func bridges() throws -> [(entry: BridgeEntry, token: BridgeToken?)] {
        [(try Sample.entry(3, host: "192.168.1.77"), try BridgeToken(parsing: Sample.otherToken))]
    }

    private func stored() throws -> [String] {
        try store.load().entries.map {
            "\($0.id) \($0.endpoint.host) \(try store.tokens.token(for: $0)?.text ?? "none")"
        }
    }

    private var before: [String] {
        ["00000001 192.168.1.52 \(Sample.token)", "00000002 192.168.1.52 a-third-token"]
    }
    private var after: [String] {
        ["00000003 192.168.1.77 \(Sample.otherToken)", "00000002 192.168.1.52 a-third-token"]
    }

    @Test("the new one has the old one's place and age; the old token and what the loop kept under the old id go")
    func replaced() async throws {
        let plans = try await store.save(bridges(), replacing: [Self.new: Self.old], at: Sample.date + 100)
        #expect(try stored() == after)
        #expect(plans[0].entry.created == Sample.date && plans[0].entry.modified == Sample.date + 100)
        #expect(try FileSystem.names(in: folder("config/tokens")).sorted() == ["00000002", "00000003"])
        #expect(try folder.text(of: "config/state/bridges/00000003.json") == "slugs of 1")
        #expect(try FileSystem.names(in: folder("config/state/bridges")) == ["00000003.json"])
        let again = try await store.save(bridges(), replacing: [Self.new: Self.old], at: Sample.date + 200)
        #expect(!again[0].isChange)
    }

    @Test(
        "a bridge that was set up meanwhile replaces none, wherever it stands and whatever it says: nothing is written",
        arguments: [[1, 2, 3], [3, 1, 2]] as [[UInt32]], ["192.168.1.77", "192.168.1.99"])
    func setUpMeanwhile(_ order: [UInt32], _ host: String) async throws {
        for id in [1, 2] as [UInt32] { try await store.remove(BridgeID(rawValue: id)) }
        let token = try BridgeToken(parsing: Sample.otherToken)
        _ = try await store.save(
            order.map { (try Sample.entry($0, host: host), token) }, at: Sample.date)
        for id in [Self.old, Self.new] { try folder.write("slugs", to: "config/state/bridges/\(id).json") }
        let tree = try folder.tree()
        await #expect(throws: ConfigurationError.alreadySetUp(Self.new, replacing: Self.old)) {
            try await store.save(bridges(), replacing: [Self.new: Self.old], at: Sample.date)
        }
        #expect(try folder.tree() == tree)
    }

    @Test("a process killed after any step leaves the old bridge or the new one, with its token", arguments: 0...5)
    func killed(_ count: Int) async throws {
        let plans = try store.plan(saving: bridges(), replacing: [Self.new: Self.old], at: Sample.date)
        let steps = FileStep.together(plans)
        try #require(steps.count == 5)
        for step in steps.prefix(count) { try step.carryOut() }
        let isNew = try store.load()[Self.new] != nil
        #expect(isNew == (count >= 3))
        for _ in 0..<2 {
            #expect(try stored() == (isNew ? after : before))
            // Entity ids are with whichever bridge is there.
            let state = "config/state/bridges/\(isNew ? Self.new : Self.old).json"
            #expect(try folder.text(of: state) == "slugs of 1")
            try await store.settle()
        }
        _ = try await store.save(bridges(), replacing: [Self.new: Self.old], at: Sample.date)
        #expect(try stored() == after)
    }

    @Test("a bridge that is removed takes what the loop kept of it along")
    func removed() async throws {
        try await store.remove(Self.old)
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["00000002"])
        #expect(try FileSystem.names(in: folder("config/state/bridges")) == [])
    }

    @Test("a change keeps what others changed meanwhile, and equal values touch no file")
    func changed() async throws {
        let tree = try folder.tree()
        let same = try await store.change(Self.old, at: Sample.date + 9) { $0.name = "Hallway" }
        #expect(same?.isChange == false)
        #expect(try folder.tree() == tree)
        let moved = try Sample.entry(1, host: "192.168.1.99").endpoint
        let plan = try await store.change(Self.old, at: Sample.date + 9) { entry in
            entry.name = "Attic"
            entry.endpoint = moved
        }
        #expect(plan?.files.map(\.path) == [folder("config/entries.json")])
        let entry = try #require(try store.load()[Self.old])
        #expect(entry.name == "Attic" && entry.endpoint == moved && entry.created == Sample.date)
        let none = try await store.change(Self.new, at: Sample.date) { $0.name = "Attic" }
        #expect(none?.entry == nil)
    }
}
