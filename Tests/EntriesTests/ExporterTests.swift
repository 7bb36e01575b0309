import Entries
import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@Suite("Exports")
struct ExporterTests {
    private let id = BridgeID(rawValue: 0x06DF_ECE1)
    /// Half a second and a microsecond after the sample's date.
    private let date = Sample.date + 0.500001

    private func tokens(_ areIncluded: Bool) throws -> ExportedTokens {
        ExportedTokens([id: try BridgeToken(parsing: Sample.token)], areIncluded: areIncluded)
    }

    private func export(
        _ format: ExportFormat, _ entries: [BridgeEntry], _ tokens: ExportedTokens
    ) throws -> Export {
        var random = Counting()
        return try format.export(entries, tokens, at: date, using: &random)
    }

    private func homeAssistant(_ entry: BridgeEntry, _ tokens: ExportedTokens) throws -> Export {
        try export(.homeAssistant, [entry], tokens)
    }

    @Test("json is the entries file with a token in each entry")
    func json() throws {
        let entry = try Sample.entry(id.rawValue)
        let plain = try EntryCodec.text(EntryFile(entries: [entry]))
        func expected(_ token: String) -> String {
            plain.replacing("\"source\" : \"dhcp\"", with: "\"source\" : \"dhcp\",\n      \"token\" : \"\(token)\"")
        }
        let open = try export(.json, [entry], tokens(true))
        #expect(open.text == expected(Sample.token))
        #expect(open.notes == [])
        let redacted = try export(.json, [entry], tokens(false))
        #expect(redacted.text == expected("REDACTED"))
        #expect(redacted.notes == [.tokenRedacted(id)])
        let missing = try export(.json, [entry], ExportedTokens([:], areIncluded: true))
        #expect(missing.text == expected("REDACTED"))
        #expect(missing.notes == [.tokenMissing(id)])
    }

    @Test("Home Assistant gets its whole file with all sixteen keys")
    func homeAssistantFile() throws {
        let export = try homeAssistant(Sample.entry(id.rawValue), tokens(true))
        #expect(export.text == Self.homeAssistantText)
        #expect(
            export.notes == [
                .notCarried(
                    id,
                    keys: [
                        "callback", "devices", "firmware", "follow_address", "mac", "name",
                        "server_id", "source",
                    ])
            ])
        let form = try #require(export.forms.first)
        #expect(form.bridge == id && form.host == "192.168.1.52" && form.port == 8080)
        #expect(form.token == Sample.token && form.encryptsToken)
    }

    @Test("Home Assistant's encrypt_token stands only where it is false")
    func plainSignIn() throws {
        let plain = try homeAssistant(Sample.entry(id.rawValue, auth: .plain, clockOffset: 500), tokens(true))
        #expect(
            plain.text
                == Self.homeAssistantText.replacing(
                    "\"data\" : {\n          \"host\"",
                    with: "\"data\" : {\n          \"encrypt_token\" : false,\n          \"host\""))
        #expect(plain.forms.map(\.encryptsToken) == [false])
        #expect(plain.notes.count == 1, "a plain sign-in carries no time")
    }

    @Test("what Home Assistant cannot do is noted: a drifted clock, a hashed sign-in, a token not shown")
    func notes() throws {
        func notes(_ auth: AuthMode, _ offset: Int) throws -> ArraySlice<ExportNote> {
            let entry = try Sample.entry(id.rawValue, auth: auth, clockOffset: offset)
            return try homeAssistant(entry, tokens(false)).notes.dropLast()
        }
        #expect(try notes(.encrypted, 30) == [.tokenRedacted(id)])
        #expect(try notes(.encrypted, -430) == [.tokenRedacted(id), .driftedClock(id, seconds: -430)])
        #expect(try notes(.hashed, 0) == [.tokenRedacted(id), .otherSignIn(id, own: .hashed, theirs: .encrypted)])
        let redacted = try homeAssistant(Sample.entry(id.rawValue), tokens(false))
        #expect(redacted.text == Self.homeAssistantText.replacing(Sample.token, with: "REDACTED"))
        #expect(redacted.forms.map(\.token) == ["REDACTED"])
    }

    @Test("an IPv6 host is written as Home Assistant needs it in a URL")
    func ipv6() throws {
        #expect(try homeAssistant(Sample.entry(host: "fd00::52"), tokens(true)).forms.map(\.host) == ["[fd00::52]"])
    }

    private static let homeAssistantText = """
        {
          "data" : {
            "entries" : [
              {
                "created_at" : "2026-08-22T09:31:22.500001+00:00",
                "data" : {
                  "host" : "192.168.1.52",
                  "port" : 8080,
                  "token" : "s3cr3t-of-A"
                },
                "disabled_by" : null,
                "discovery_keys" : {

                },
                "domain" : "nuki",
                "entry_id" : "01M0MCZ004000G000000000002",
                "minor_version" : 1,
                "modified_at" : "2026-08-22T09:31:22.500001+00:00",
                "options" : {

                },
                "pref_disable_new_entities" : false,
                "pref_disable_polling" : false,
                "source" : "user",
                "subentries" : [

                ],
                "title" : "6DFECE1",
                "unique_id" : "6DFECE1",
                "version" : 1
              }
            ]
          },
          "key" : "core.config_entries",
          "minor_version" : 5,
          "version" : 1
        }

        """
}
