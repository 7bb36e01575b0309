import Entries
import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@Suite("Imports")
struct ImporterTests {
    private let folder: TemporaryFolder
    private let store: EntryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
    }

    private func exported(_ store: EntryStore, includingTokens: Bool = true) throws -> String {
        let entries = try store.load().entries
        var tokens: [BridgeID: BridgeToken] = [:]
        for entry in entries { tokens[entry.id] = try store.tokens.token(for: entry) }
        var random = Counting()
        return try ExportFormat.json.export(
            entries, ExportedTokens(tokens, areIncluded: includingTokens), at: Sample.date, using: &random
        ).text
    }

    private func read(_ format: ImportFormat, _ text: String) throws -> ImportedFile {
        try format.read(Array(text.utf8))
    }

    private func take(_ file: ImportedFile, _ store: EntryStore) async throws {
        let plans = try store.plan(importing: file.bridges)
        _ = try await store.save(plans.map(\.draft), at: Sample.date + 1000)
    }

    /// Home Assistant's file with these entries.
    private func homeAssistant(_ entries: String...) -> String {
        """
        {"version":1,"minor_version":5,"key":"core.config_entries",
         "data":{"entries":[{"domain":"sun","unique_id":"x"},\(entries.joined(separator: ","))]}}
        """
    }

    private func nuki(
        _ id: String = "\"6DFECE1\"", title: String = "\"6DFECE1\"", data: String? = nil, more: String = ""
    )
        -> String
    {
        let data = data ?? "{\"host\":\"192.168.1.25\",\"port\":8080,\"token\":\"\(Sample.token)\"}"
        return "{\"domain\":\"nuki\",\"unique_id\":\(id),\"title\":\(title),\"data\":\(data),\"version\":1\(more)}"
    }

    // MARK: json

    @Test("export, import on an empty machine, export: the same bytes, tokens and times too")
    func roundTrip() async throws {
        var first = try Sample.entry()
        first.pollSeconds = 60
        first.callback = .url("http://192.0.2.1:1/ä\"\\\n")
        first.followsAddress = false
        var second = try Sample.entry(2, host: "fd00::52", auth: .plain, clockOffset: -430)
        second.name = "q\"b\\s\nn 😀\u{202E}"
        second.mac = nil
        let tokens = (try BridgeToken(parsing: "a;'\"`\\b", anyLength: true), try BridgeToken(parsing: Sample.token))
        _ = try await store.save(store.drafts([(first, tokens.0), (second, tokens.1)]), at: Sample.date)
        first.name = "Later"
        _ = try await store.save(first, token: nil, at: Sample.date + 60)
        let text = try exported(store)

        let other = try TemporaryFolder()
        let empty = try Sample.store(other)
        let file = try read(.json, text)
        #expect(try empty.plan(importing: file.bridges).map(\.change) == [.added, .added])
        try await take(file, empty)
        #expect(try exported(empty) == text)
        #expect(try other.text(of: "config/entries.json") == folder.text(of: "config/entries.json"))

        #expect(try empty.plan(importing: file.bridges).map(\.change) == [.same, .same])
        try await take(file, empty)
        #expect(try exported(empty) == text, "a second import changes nothing")
    }

    @Test("what an import changes is named by its keys, and a token is never shown")
    func differences() async throws {
        _ = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.otherToken), at: Sample.date)
        let text = try exported(store).replacing("192.168.1.52", with: "192.168.1.77")
            .replacing("\"follow_address\" : true", with: "\"follow_address\" : true, \"poll_seconds\" : 60")
        let kept = try store.plan(importing: read(.json, text).bridges)
        #expect(
            kept.map(\.change) == [
                .changed(
                    [
                        FieldChange(key: "host", old: .text("192.168.1.52"), new: .text("192.168.1.77")),
                        FieldChange(key: "poll_seconds", old: nil, new: .whole(60)),
                    ], token: false)
            ])
        let replaced = text.replacing(Sample.otherToken, with: Sample.token)
        let plan = try #require(try store.plan(importing: read(.json, replaced).bridges).first)
        guard case .changed(let fields, token: true) = plan.change else {
            Issue.record("\(plan.change)")
            return
        }
        #expect(fields.count == 2)
        #expect(!"\(plan)".contains(Sample.token) && !"\(plan)".contains(Sample.otherToken))
    }

    @Test("REDACTED keeps the token that is stored; where none is, the bridge cannot be imported")
    func redacted() async throws {
        _ = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        let file = try read(.json, try exported(store, includingTokens: false))
        let plan = try #require(try store.plan(importing: file.bridges).first)
        #expect(plan.change == .same)
        #expect(plan.newToken == nil && plan.token?.text == Sample.token)
        let empty = try Sample.store(try TemporaryFolder())
        #expect(try empty.plan(importing: file.bridges).map(\.change) == [.tokenMissing])
    }

    @Test("a token file that holds none is replaced by an import with a token, and an error without one")
    func badToken() async throws {
        _ = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        let texts = (try exported(store), try exported(store, includingTokens: false))
        try folder.write("no token\n", to: "config/tokens/1A2B3C4D")
        try await take(read(.json, texts.0), store)
        #expect(try exported(store) == texts.0)
        try folder.write("no token\n", to: "config/tokens/1A2B3C4D")
        #expect(throws: ConfigurationError.self) { try store.plan(importing: read(.json, texts.1).bridges) }
    }

    @Test("the entries file itself is read too, and a key that means nothing is refused by name")
    func entriesFile() async throws {
        _ = try await store.save(Sample.entry(), token: nil, at: Sample.date)
        let text = try #require(try folder.text(of: "config/entries.json"))
        #expect(try read(.json, text).bridges.map(\.token) == [nil])
        func fault(_ old: String, _ new: String) -> ImportError? {
            #expect(throws: ImportError.self) { try read(.json, text.replacing(old, with: new)) }
        }
        guard case .malformed(let unknown)? = fault("\"name\" : \"Hallway\"", "\"nmae\" : \"Hallway\"") else { return }
        #expect(unknown.kind == .unknownKey && unknown.path == "entries[0].nmae")
        guard case .malformed(let token)? = fault("\"source\"", "\"token\" : \"a b\", \"source\"") else { return }
        #expect(token.kind == .badValue && token.path == "entries[0].token")
        #expect(fault("\"schema\" : 1", "\"schema\" : 2") == .newerSchema(2))
        guard case .malformed(let syntax)? = fault("\"schema\"", "schema") else { return }
        #expect(syntax.position != nil)
    }

    @Test("what a file by hand does not say of an entry that is there stays, and null is no value")
    func partly() async throws {
        var entry = try Sample.entry(0x6DF_ECE1, host: "192.0.2.9", clockOffset: -430)
        (entry.pollSeconds, entry.followsAddress, entry.callback) = (60, false, .off)
        entry.endpoint = Endpoint(host: entry.endpoint.host, port: try #require(Port("8081")))
        let stored = try await store.save(entry, token: BridgeToken(parsing: Sample.token), at: Sample.date).entry
        let short = "{\"id\":\"6DFECE1\",\"name\":\"Attic\",\"host\":\"192.0.2.1\",\"auth\":\"hashed\"}"
        try await take(read(.json, "{\"schema\":1,\"entries\":[\(short)]}"), store)
        var expected = stored
        expected.name = "Attic"
        expected.endpoint = Endpoint(host: try Host(parsing: "192.0.2.1"), port: stored.endpoint.port)
        expected.auth = .hashed
        let plan = try store.plan(saving: expected, token: nil, at: Sample.date + 5000)
        #expect(!plan.isChange && plan.entry.created == Sample.date)
        let empty = short.replacing("}", with: ",\"mac\":null,\"poll_seconds\":null,\"devices\":[]}")
        let changed = try store.plan(importing: read(.json, "{\"schema\":1,\"entries\":[\(empty)]}").bridges)[0].entry
        #expect(changed.mac == nil && changed.pollSeconds == nil && changed.devices.isEmpty)
        #expect(changed.firmware == "2.14.0")
    }

    @Test("a schema that never was is refused", arguments: ["0", "-1"])
    func schema(_ number: String) {
        let error = #expect(throws: ImportError.self) { try read(.json, "{\"schema\":\(number),\"entries\":[]}") }
        guard case .malformed(let fault)? = error else { return }
        #expect(fault.kind == .notOneOf(["1"]) && fault.path == "schema")
    }

    @Test("a name that is none, or that another bridge has, here or in the file, is said; swapped names are taken")
    func names() async throws {
        _ = try await store.save(Sample.entry(1), token: nil, at: Sample.date)
        func faults(_ names: String...) throws -> [ImportPlan.NameFault?] {
            let entries = names.enumerated().map { index, name in
                "{\"id\":\"\(index + 1)\",\"name\":\"\(name)\",\"host\":\"192.0.2.1\",\"auth\":\"plain\"}"
            }
            let text = "{\"schema\":1,\"entries\":[\(entries.joined(separator: ","))]}"
            return try store.plan(importing: read(.json, text).bridges).map(\.nameFault)
        }
        #expect(try faults("Attic", "Hallway") == [nil, nil])
        #expect(
            try faults("Attic", " Attic ") == [.taken(by: BridgeID(rawValue: 2)), .taken(by: BridgeID(rawValue: 1))])
        #expect(try faults("Hallway", "Hallway") == [nil, .taken(by: BridgeID(rawValue: 1))])
        #expect(
            try faults("Hallway", " ", "a\\nb", "a\\u202Eb") == [
                nil, .unusable(.empty), .unusable(.treacherous("a\nb")), .unusable(.treacherous("a\u{202E}b")),
            ])
        let equal: [ImportPlan.NameFault?] = [
            nil, .taken(by: BridgeID(rawValue: 3)), .taken(by: BridgeID(rawValue: 2)),
        ]
        #expect(try faults("Attic", "x", "x") == equal)
        let other = try read(
            .homeAssistant, homeAssistant(nuki(title: "\"Hallway\""), nuki("2", title: "\"a\\u0007\""))
        ).bridges
        #expect(
            try store.plan(importing: other).map(\.nameFault) == [
                .taken(by: BridgeID(rawValue: 1)), .unusable(.treacherous("a\u{7}")),
            ])
    }

    @Test("one bridge twice in a file is refused")
    func twice() throws {
        let entry = "{\"id\":\"6DFECE1\",\"name\":\"a\",\"host\":\"192.0.2.1\",\"auth\":\"encrypted\"}"
        let text = "{\"schema\":1,\"entries\":[\(entry),\(entry.replacing("6DFECE1", with: "06dfece1"))]}"
        #expect(throws: ImportError.self) { try read(.json, text) }
    }

    // MARK: home-assistant

    @Test(
        "Home Assistant's entries are read with ids of all times; encrypt_token is true where it is missing",
        arguments: ["\"6DFECE1\"", "\"06dfece1\"", "115338465"])
    func ids(_ id: String) throws {
        let file = try read(.homeAssistant, homeAssistant(nuki(id, title: id)))
        let bridge = try #require(file.bridges.first)
        #expect(bridge.entry.id.rawValue == 0x6DF_ECE1)
        #expect(bridge.entry.name == "Bridge 06DFECE1", "a title that is only the id is no name")
        #expect(bridge.entry.auth == .encrypted)
        #expect(bridge.entry.endpoint.description == "192.168.1.25:8080")
        #expect(bridge.token?.text == Sample.token)
        #expect(file.notes == [])
    }

    @Test("encrypt_token false, a name, brackets around an IPv6 host and a hardware address are taken over")
    func details() throws {
        let file = try read(
            .homeAssistant,
            homeAssistant(
                nuki(
                    title: "\"Haus\\ntür\"",
                    data: "{\"host\":\"[fd00::1]\",\"port\":81,\"token\":\"REDACTED\",\"encrypt_token\":false}",
                    more:
                        ",\"discovery_keys\":{\"dhcp\":[{\"domain\":\"dhcp\",\"key\":\"54d2720a0b0c\",\"version\":1}]}")
            ))
        let bridge = try #require(file.bridges.first)
        #expect(bridge.entry.name == "Haus\ntür")
        #expect(bridge.entry.auth == .plain)
        #expect(bridge.entry.endpoint.description == "[fd00::1]:81")
        #expect(bridge.entry.mac == MACAddress("54:d2:72:0a:0b:0c"))
        #expect(bridge.token == nil)
    }

    @Test("ignored finds are passed over, disabled entries are said, and what cannot be used is said with its reason")
    func oddEntries() throws {
        let file = try read(
            .homeAssistant,
            homeAssistant(
                nuki("\"01E3FB39\"", title: "\"Nuki\"", data: "{}", more: ",\"source\":\"ignore\""),
                nuki("1", more: ",\"disabled_by\":\"user\""), nuki("\"1\""),
                nuki("2", title: "\"v2\"").replacing("\"version\":1", with: "\"version\":2"),
                nuki("null", title: "\"none\""), nuki("3", title: "\"host\"", data: "{\"token\":\"abcdef\"}"),
                nuki("4", title: "\"port\"", data: "{\"host\":\"a\",\"port\":70000}"),
                nuki("5", title: "\"token\"", data: "{\"host\":\"a\",\"port\":\"80\",\"token\":\"a b\"}"),
                nuki("-1", title: "\"minus\"")))
        #expect(file.bridges.map(\.entry.id.rawValue) == [1])
        #expect(
            file.notes == [
                .ignored(spelledID: "01E3FB39"), .disabled(BridgeID(rawValue: 1)), .repeated(BridgeID(rawValue: 1)),
                .unusable(title: "v2", .version(2)), .unusable(title: "none", .noID), .unusable(title: "host", .host),
                .unusable(title: "port", .port), .unusable(title: "token", .token(.strangeCharacter)),
                .unusable(title: "minus", .noID),
            ])
    }

    @Test("an entry that is here keeps all that Home Assistant does not know")
    func merging() async throws {
        var entry = try Sample.entry(0x6DF_ECE1)
        entry.pollSeconds = 60
        _ = try await store.save(entry, token: BridgeToken(parsing: Sample.token), at: Sample.date)
        let plans = try store.plan(importing: read(.homeAssistant, homeAssistant(nuki())).bridges)
        #expect(
            plans.map(\.change) == [
                .changed(
                    [FieldChange(key: "host", old: .text("192.168.1.52"), new: .text("192.168.1.25"))], token: false)
            ])
        #expect(plans.first?.entry.name == "Hallway" && plans.first?.entry.pollSeconds == 60)
        #expect(plans.first?.entry.devices == entry.devices)
    }

    @Test("what Home Assistant gets from here comes back as the same bridge")
    func thereAndBack() throws {
        let entry = try Sample.entry(0x6DF_ECE1, auth: .plain)
        var random = Counting()
        let text = try ExportFormat.homeAssistant.export(
            [entry], ExportedTokens([entry.id: try BridgeToken(parsing: Sample.token)], areIncluded: true),
            at: Sample.date, using: &random
        ).text
        let bridge = try #require(try read(.homeAssistant, text).bridges.first)
        #expect(bridge.entry.id == entry.id && bridge.entry.endpoint == entry.endpoint && bridge.entry.auth == .plain)
        #expect(bridge.token?.text == Sample.token)
    }

    @Test("another file of Home Assistant is refused")
    func otherFile() {
        #expect(throws: ImportError.homeAssistant(.notConfigEntries)) { try read(.homeAssistant, "{\"version\":1}") }
    }
}
