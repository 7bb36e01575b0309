import Entries
import NukiDomain
import TestKit
import Testing

@Suite("Merging into a file of Home Assistant")
struct HomeAssistantMergeTests {
    /// A file as Home Assistant writes it, and with what only others understand.
    private static let file = """
        {
          "version": 1,
          "minor_version": 4,
          "key": "core.config_entries",
          "data": {
            "entries": [
              {"domain": "sun", "entry_id": "a", "options": {"x": 1.10, "y": 12345678901234567890, "z": "\\u00e4] \\"}"},
                "unique_id": null, "odd": [[], {"entries": [1]}]},
              {"domain": "nuki", "unique_id": 1, "title": 1, "version": 1, "data": {"token": "0ther"}}
            ],
            "later": true
          }
        }
        """

    private func merge(
        _ file: String, _ entries: BridgeEntry..., includingToken: Bool = true
    ) throws -> HomeAssistantMerge {
        let token = try BridgeToken(parsing: Sample.token)
        let tokens = ExportedTokens(Dictionary(entries.map { ($0.id, token) }) { $1 }, areIncluded: includingToken)
        var random = Counting()
        return try HomeAssistantMerge(entries, tokens, into: Array(file.utf8), at: Sample.date, using: &random)
    }

    @Test("every byte that was there is still there, and the new entries stand behind the last one")
    func bytes() throws {
        let merge = try merge(Self.file, Sample.entry(0x6DF_ECE1), Sample.entry(2))
        let text = merge.export.text
        #expect(merge.kept == 2)
        let end = try #require(Self.file.firstRange(of: "\"0ther\"}}")).upperBound
        #expect(text.hasPrefix(Self.file[..<end]) && text.hasSuffix(Self.file[end...]))
        let added = text.dropFirst(Self.file[..<end].count).dropLast(Self.file[end...].count)
        #expect(added.split(separator: "\n").map { $0.prefix(8) } == [",", "      {\"", "      {\""])
        let entries = try #require(try JSONValue(parsing: text)["data"]?["entries"])
        #expect(entries.values.count == 4)
        #expect(entries[2]?["unique_id"] == "6DFECE1")
        #expect(entries[2]?.keys.count == 16)
        #expect(entries[3]?["data"]?["token"] == .text(Sample.token))
        #expect(merge.export.forms == [], "no token beside the file")
    }

    @Test(
        "an empty list and a file on one line take entries too",
        arguments: [
            "{\"key\":\"core.config_entries\",\"version\":1,\"minor_version\":5,\"data\":{\"entries\":[]}}",
            "{\"data\": {\"entries\": [\r\n ] }, \"key\": \"core.config_entries\", \"version\": 1, \"minor_version\": 1}\n",
            "{\"key\":\"core.config_entries\",\"version\":1,\"data\":{\"x\":[{\"entries\":[]}],\"entries\":[{}]}}",
        ])
    func shapes(_ file: String) throws {
        let merged = try JSONValue(parsing: merge(file, Sample.entry(7), Sample.entry(8)).export.text)
        let ids = merged["data"]?["entries"]?.values.compactMap { $0["unique_id"]?.text }
        #expect(ids == ["7", "8"])
        #expect(merged["data"]?.keys == (try JSONValue(parsing: file))["data"]?.keys)
    }

    @Test(
        "a bridge that is in the file is refused in every spelling of its id, and what it is there is said",
        arguments: [
            ("\"6DFECE1\"", "\"source\":\"user\"", "6DFECE1", .inUse),
            ("\"06DFECE1\"", "\"source\":\"ignore\"", "06DFECE1", .ignored),
            ("\"6dfece1\"", "\"disabled_by\":null", "6dfece1", .inUse),
            ("115338465", "\"disabled_by\":\"user\"", "115338465", .disabled),
            ("\"115338465\"", "\"disabled_by\":null", "115338465", .inUse),
        ] as [(String, String, String, MergeError.Holder.Kind)])
    func taken(_ id: String, _ more: String, _ spelled: String, _ kind: MergeError.Holder.Kind) throws {
        let file = Self.file.replacing(
            "\"unique_id\": 1, \"title\": 1", with: "\"unique_id\": \(id), \"title\": \"Nuki\", \(more)")
        let error = #expect(throws: MergeError.self) { try merge(file, Sample.entry(2), Sample.entry(0x6DF_ECE1)) }
        guard case .taken(let bridge, let holder)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(bridge.rawValue == 0x6DF_ECE1)
        #expect(holder.kind == kind && holder.spelledID == spelled && holder.title == "Nuki")
    }

    @Test("the same id at another integration is no duplicate")
    func otherDomain() throws {
        let file = Self.file.replacing("\"unique_id\": null", with: "\"unique_id\": \"6DFECE1\"")
        #expect(try merge(file, Sample.entry(0x6DF_ECE1)).kept == 2)
    }

    @Test(
        "files of other versions, other files and what is no JSON are refused",
        arguments: [
            ("\"version\": 1,\n", "\"version\": 2,\n", .version(2, minor: 4)),
            ("\"minor_version\": 4", "\"minor_version\": 6", .version(1, minor: 6)),
            ("core.config_entries", "core.device_registry", .notConfigEntries),
            ("\"entries\": [\n", "\"entry\": [\n", .notConfigEntries),
            ("\"later\": true", "\"later\": tru", .notJSON(TextPosition(line: 11, column: 14))),
            ("\"0ther\"}}", "\"0ther\"}},", .notConfigEntries),
            ("\"version\": 1,\n", "\"version\": 1, \"data\": {\"entries\": []},\n", .doubled("data")),
            ("\"later\": true", "\"ent\\u0072ies\": []", .doubled("entries")),
            ("\"title\": 1", "\"unique_id\": 3", .doubled("unique_id")),
        ] as [(String, String, HomeAssistantFault)])
    func otherFiles(_ old: String, _ new: String, _ fault: HomeAssistantFault) throws {
        let file = Self.file.replacing(old, with: new)
        #expect(throws: MergeError.file(fault)) { try merge(file, Sample.entry(3)) }
    }
}
