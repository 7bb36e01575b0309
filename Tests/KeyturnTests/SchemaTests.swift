import Entries
import FoundationEssentials
import Linux
import NukiDomain
import SetupWizard
import TestKit
import Testing

@testable import ControlLoop
@testable import keyturn

/// Files as released programs wrote them: every schema ever written stays readable. `Schemas/1` is what this one writes.
@Suite("Stored examples of every schema")
struct SchemaTests {
    /// A file of the configuration or of the state.
    enum Example: String, CaseIterable, Sendable {
        case entries = "entries.json"
        case tokens = "api-tokens.json"
        case moves = "state/moves.json"
        case sightings = "state/sightings.json"
        case probes = "state/probes.json"
        case setup = "state/setup.json"
        case bridge = "state/bridges/1A2B3C4D.json"

        /// As it stands in the collection.
        var text: String {
            get throws {
                let path = "\(FilePath.folder(of: #filePath))/Schemas/1/\(rawValue)"
                return String(decoding: try FileSystem.contents(of: path, limit: 1 << 20) ?? [], as: UTF8.self)
            }
        }

        /// Those that say a schema.
        static let numbered = allCases.filter { $0 != .tokens }
    }

    private static let id = BridgeID(rawValue: 0x1A2B_3C4D)
    private static let date = Date(timeIntervalSince1970: 1_800_000_000)

    private let folder: TemporaryFolder
    private let locations: Locations

    init() throws {
        folder = try TemporaryFolder()
        locations = try Locations(LocationFacts(configFlag: folder.path, user: 1000))
    }

    /// Has the program that the file is for read it, and write it anew with what it read.
    private func rewrite(_ example: Example) async throws {
        switch example {
        case .entries:
            let store = EntryStore(locations)
            var entry = try #require(try store.load()[Self.id])
            entry.name = "Attic"
            _ = try await store.save(entry, token: nil, at: Self.date)
        case .tokens:
            let file = APITokenFile(path: folder("api-tokens.json"))
            try file.save(try file.load())
        case .moves:
            let file = StateFile<BridgeMove>(folder("state/moves.json"))
            try file.write(try file.rows())
        case .sightings:
            let file = StateFile<DiscoverMemory.Bridge>(folder("state/sightings.json"))
            try file.write(try file.rows())
        case .probes:
            let trouble = AsyncStream<ConfigurationError>.makeStream()
            let memory = ProbeMemory(locations, now: { Self.date }) { trouble.continuation.yield($0) }
            _ = await memory.begin(BridgeID(rawValue: 0x5E6F_7081))
            trouble.continuation.finish()
            for await error in trouble.stream { throw error }
        case .setup:
            let file = JournalFile<SetupJournal>("setup.json", in: locations)
            try file.write(try #require(try file.read()))
        case .bridge:
            let file = MemoryFile(of: Self.id, state: locations.state)
            try await file.write(try #require(try file.read()))
        }
    }

    @Test("each is read, and written anew it says the same", arguments: Example.allCases)
    func whole(_ example: Example) async throws {
        let text = try example.text
        try folder.write(text, to: example.rawValue)
        try await rewrite(example)
        let now = try #require(try folder.text(of: example.rawValue))
        switch example {
        case .entries:
            let old = try JSONValue(parsing: text), new = try JSONValue(parsing: now)
            #expect(new["entries"]?[0]?["name"] == "Attic")
            for key in [
                "auth", "callback", "clock_offset", "created", "devices", "firmware", "follow_address", "host", "id",
                "mac", "poll_seconds", "port", "server_id", "source",
            ] {
                #expect(new["entries"]?[0]?[key] == old["entries"]?[0]?[key])
            }
            #expect(try folder.text(of: "entries.json.bak") == text)
        case .probes:
            let old = try JSONValue(parsing: text), new = try JSONValue(parsing: now)
            #expect(new["bridges"]?.values.count == 2)
            #expect(new["bridges"]?[0] == old["bridges"]?[0])
        default: #expect(now == text)
        }
    }

    @Test("the settings are read with every value that differs from the usual one")
    func settings() throws {
        let path = "\(FilePath.folder(of: #filePath))/Schemas/1/settings.json"
        try folder.write(
            String(decoding: try #require(try FileSystem.contents(of: path, limit: 1 << 20)), as: UTF8.self),
            to: "settings.json")
        let settings = try LoopSettings.load(locations, environment: [:])
        #expect(settings.pollSeconds == 45 && settings.requestGapSeconds == 2 && settings.lockStateBudget == 3)
        #expect(!settings.follow && settings.sources == [.dhcp] && settings.interfaces == ["eth0"])
        #expect(settings.mqtt.host == .name("broker.lan") && settings.log == .warning)
        #expect(settings.devices[NukiID(rawValue: 0x21DF_943C)]?.name == "Door")
    }

    @Test("a newer schema is refused, whatever else is in the file, and left alone", arguments: Example.numbered)
    func newer(_ example: Example) async throws {
        let text = try example.text.replacing(#""schema" : 1"#, with: #""schema" : 2, "new" : true"#)
        #expect(text != (try example.text))
        try folder.write(text, to: example.rawValue)
        let error = await #expect(throws: (any Error).self) { try await rewrite(example) }
        if example != .bridge {
            #expect(error as? ConfigurationError == .newerSchema(path: folder(example.rawValue), found: 2))
        }
        #expect(try folder.text(of: example.rawValue) == text)
    }

    @Test("a file that cannot be understood is never written over", arguments: Example.allCases)
    func unreadable(_ example: Example) async throws {
        let text = try String(example.text.dropLast(8))
        try folder.write(text, to: example.rawValue)
        await #expect(throws: (any Error).self) { try await rewrite(example) }
        #expect(try folder.text(of: example.rawValue) == text)
    }
}
