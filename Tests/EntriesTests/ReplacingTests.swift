import Entries
import FoundationEssentials
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("A bridge that takes the place of another")
struct ReplacingTests {
    private static let old = BridgeID(rawValue: 1)
    private static let new = BridgeID(rawValue: 3)

    private let folder: TemporaryFolder
    private let store: EntryStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
        _ = try await store.save(
            store.drafts([
                (Sample.entry(1), BridgeToken(parsing: Sample.token)),
                (Sample.entry(2), BridgeToken(parsing: "a-third-token")),
            ]), at: Sample.date)
        try folder.write("slugs of 1", to: "config/state/bridges/00000001.json")
    }

    /// Bridge 3 in the place of bridge 1, or as it stands there already.
    private func bridges() throws -> [EntryDraft] {
        let file = try store.load()
        return [
            EntryDraft(
                entry: try Sample.entry(3, host: "192.168.1.77"), token: try BridgeToken(parsing: Sample.otherToken),
                basis: file[Self.new] ?? file[Self.old])
        ]
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
        let plans = try await store.save(bridges(), at: Sample.date + 100)
        #expect(try stored() == after)
        #expect(plans[0].entry.created == Sample.date && plans[0].entry.modified == Sample.date + 100)
        #expect(try FileSystem.names(in: folder("config/tokens")).sorted() == ["00000002", "00000003"])
        #expect(try folder.text(of: "config/state/bridges/00000003.json") == "slugs of 1")
        #expect(try FileSystem.names(in: folder("config/state/bridges")) == ["00000003.json"])
        let again = try await store.save(bridges(), at: Sample.date + 200)
        #expect(!again[0].isChange)
    }

    @Test(
        "a bridge that was set up meanwhile replaces none, wherever it stands and whatever it says: nothing is written",
        arguments: [[1, 2, 3], [3, 1, 2]] as [[UInt32]], ["192.168.1.77", "192.168.1.99"])
    func setUpMeanwhile(_ order: [UInt32], _ host: String) async throws {
        let drafts = try bridges()
        for id in [1, 2] as [UInt32] { try await store.remove(BridgeID(rawValue: id)) }
        let token = try BridgeToken(parsing: Sample.otherToken)
        _ = try await store.save(
            store.drafts(order.map { (try Sample.entry($0, host: host), token) }), at: Sample.date)
        for id in [Self.old, Self.new] { try folder.write("slugs", to: "config/state/bridges/\(id).json") }
        let tree = try folder.tree()
        await #expect(throws: ConfigurationError.alreadySetUp(Self.new, replacing: Self.old)) {
            try await store.save(drafts, at: Sample.date)
        }
        #expect(try folder.tree() == tree)
    }

    @Test("a process killed after any step leaves the old bridge or the new one, with its token", arguments: 0...5)
    func killed(_ count: Int) async throws {
        let plans = try store.plan(saving: bridges(), at: Sample.date)
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
        _ = try await store.save(bridges(), at: Sample.date)
        #expect(try stored() == after)
    }

    @Test("a bridge that is removed takes what the loop kept of it along")
    func removed() async throws {
        try await store.remove(Self.old)
        #expect(try FileSystem.names(in: folder("config/tokens")) == ["00000002"])
        #expect(try FileSystem.names(in: folder("config/state/bridges")) == [])
    }
}
