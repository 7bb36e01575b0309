import Entries
import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@Suite("A draft of an entry that others change meanwhile")
struct EntryDraftTests {
    private let folder: TemporaryFolder
    private let store: EntryStore
    private let basis: BridgeEntry

    init() async throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
        basis = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date).entry
    }

    /// Another process writes while questions are asked.
    private func meanwhile(_ change: (inout BridgeEntry) throws -> Void) async throws {
        var entry = try #require(try store.load()[basis.id])
        try change(&entry)
        _ = try await store.save(entry, token: nil, at: Sample.date)
    }

    private func draft(_ token: String? = nil, _ change: (inout BridgeEntry) throws -> Void) throws -> EntryDraft {
        var entry = basis
        try change(&entry)
        return EntryDraft(entry: entry, token: try token.map { try BridgeToken(parsing: $0) }, basis: basis)
    }

    private static func place(_ host: String) throws -> Endpoint {
        Endpoint(host: try Host(parsing: host), port: .bridgeDefault)
    }

    @Test("only what the draft changes is written; all else is as others left it")
    func merged() async throws {
        try await meanwhile { entry in
            entry.name = "Cellar"
            entry.followsAddress = false
            entry.callback = .off
            entry.pollSeconds = 60
            entry.mac = nil
            entry.serverID = 7
            entry.firmware = "9"
            entry.source = .manual
            entry.clockOffset = -430
            entry.devices = []
        }
        let draft = try draft(Sample.otherToken) { $0.auth = .hashed }
        let plan = try await store.save([draft], at: Sample.date + 9)[0]
        var expected = try Sample.entry(auth: .hashed, clockOffset: -430)
        expected.name = "Cellar"
        expected.followsAddress = false
        expected.callback = .off
        expected.pollSeconds = 60
        (expected.mac, expected.serverID, expected.firmware, expected.devices) = (nil, 7, "9", [])
        expected.source = .manual
        let stored = try #require(try store.load()[basis.id])
        #expect(stored == plan.entry && stored.created == Sample.date)
        #expect(EntryDraftTests.values(stored) == EntryDraftTests.values(expected))
        #expect(try store.tokens.token(for: stored)?.text == Sample.otherToken)
    }

    /// An entry without its times.
    private static func values(_ entry: BridgeEntry) -> [String] {
        [
            entry.name, "\(entry.endpoint)", entry.auth.rawValue, "\(String(describing: entry.serverID))",
            "\(String(describing: entry.mac))", "\(String(describing: entry.firmware))", "\(entry.followsAddress)",
            "\(entry.callback)", "\(String(describing: entry.pollSeconds))", entry.source.rawValue,
            "\(entry.clockOffset)", "\(entry.devices.count)",
        ]
    }

    @Test("every value that a draft changes is written")
    func whole() async throws {
        let draft = try draft(Sample.otherToken) { entry in
            entry.name = "Attic"
            entry.endpoint = try Self.place("192.168.1.99")
            entry.auth = .hashed
            (entry.mac, entry.serverID, entry.firmware, entry.devices) = (nil, 7, "9", [])
            entry.source = .manual
            entry.clockOffset = -430
            entry.followsAddress = false
            entry.callback = .off
            entry.pollSeconds = 60
        }
        for (new, old) in zip(Self.values(draft.entry), Self.values(basis)) { #expect(new != old) }
        _ = try await store.save([draft], at: Sample.date + 9)
        let stored = try #require(try store.load()[basis.id])
        #expect(Self.values(stored) == Self.values(draft.entry))
    }

    @Test("a name is written beside an address that came meanwhile")
    func moved() async throws {
        try await meanwhile { $0.endpoint = try Self.place("192.168.1.99") }
        _ = try await store.save([draft { $0.name = "Attic" }], at: Sample.date + 9)
        let entry = try #require(try store.load()[basis.id])
        #expect(try entry.name == "Attic" && entry.endpoint == Self.place("192.168.1.99"))
    }

    @Test(
        "a sign-in that was tried at an address that the entry has no more is refused",
        arguments: ["token", "auth", "address"])
    func untried(_ what: String) async throws {
        let new = try Self.place("192.168.1.99")
        try await meanwhile { $0.endpoint = new }
        let draft = try draft(what == "token" ? Sample.otherToken : nil) { entry in
            if what == "auth" { entry.auth = .hashed }
            if what == "address" { entry.endpoint = try Self.place("192.168.1.77") }
        }
        let before = try folder.tree()
        await #expect(throws: ConfigurationError.entryMoved(basis, to: new)) {
            try await store.save([draft], at: Sample.date + 9)
        }
        #expect(try folder.tree() == before)
    }

    @Test("the address at which it was tried may have been written by others")
    func sameMove() async throws {
        let new = try Self.place("192.168.1.77")
        try await meanwhile { $0.endpoint = new }
        let draft = try draft(Sample.otherToken) { $0.endpoint = new }
        _ = try await store.save([draft], at: Sample.date + 9)
        #expect(try store.load()[basis.id]?.endpoint == new)
    }

    @Test("an entry that is gone does not come back, with or without a token", arguments: [Sample.otherToken, nil])
    func gone(_ token: String?) async throws {
        let draft = try draft(token) { $0.auth = .hashed }
        try await store.remove(basis.id)
        let before = try folder.tree()
        await #expect(throws: ConfigurationError.entryGone(basis)) { try await store.save([draft], at: Sample.date) }
        #expect(try folder.tree() == before)
    }

    @Test("a bridge that was set up meanwhile is not written over")
    func setUp() async throws {
        let token = try BridgeToken(parsing: Sample.otherToken)
        let draft = EntryDraft(entry: try Sample.entry(host: "192.168.1.77"), token: token, basis: nil)
        let before = try folder.tree()
        await #expect(throws: ConfigurationError.alreadySetUp(basis.id, replacing: nil)) {
            try await store.save([draft], at: Sample.date)
        }
        #expect(try folder.tree() == before)
    }

    @Test("a bridge that takes another's place has the name that the other was given meanwhile, not its new address")
    func replacing() async throws {
        try await meanwhile { entry in
            entry.name = "Cellar"
            entry.mac = nil
            entry.endpoint = try Self.place("192.168.1.99")
        }
        var entry = try Sample.entry(3, host: "192.168.1.77")
        entry.pollSeconds = 60
        let draft = EntryDraft(entry: entry, token: try BridgeToken(parsing: Sample.otherToken), basis: basis)
        let plan = try await store.save([draft], at: Sample.date + 9)[0]
        #expect(plan.entry.name == "Cellar" && plan.entry.pollSeconds == 60)
        #expect(plan.entry.mac == entry.mac && plan.entry.endpoint == entry.endpoint)
    }

    @Test("an import leaves a name that was given since the question")
    func imported() async throws {
        let text = """
            {"version":1,"minor_version":5,"key":"core.config_entries","data":{"entries":[
             {"domain":"nuki","unique_id":"1A2B3C4D","title":"Attic","version":1,
              "data":{"host":"192.168.1.52","port":8081,"token":"\(Sample.token)"}}]}}
            """
        let drafts = try store.plan(importing: ImportFormat.homeAssistant.read(Array(text.utf8)).bridges).map(\.draft)
        try await meanwhile { $0.name = "Cellar" }
        _ = try await store.save(drafts, at: Sample.date)
        let entry = try #require(try store.load()[basis.id])
        #expect(entry.name == "Cellar" && entry.endpoint.port.rawValue == 8081)
    }
}
