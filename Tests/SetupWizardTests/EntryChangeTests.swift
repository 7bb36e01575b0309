import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import Testing

@testable import SetupWizard

@Suite("What bridges set may change")
struct EntryChangeTests {
    private static let entry = ConfiguredScreensTests.entry

    private static func changed(_ words: String..., proved report: ProbeReport? = nil) throws -> BridgeEntry {
        var entry = entry
        try EntryChange(words).apply(to: &entry, proved: report)
        return entry
    }

    @Test(
        "what cannot be meant is refused by name, with 64",
        arguments: [
            (["colour=red"], "colour cannot be set", "These can be: name, host, port, auth, follow_address, "),
            (["id=1"], "id cannot be set", "These can be:"),
            (["port"], "port cannot be used", "A value is missing: port=…"),
            (["port=70000"], "port=70000 cannot be used", "Port is a number from 1 to 65535."),
            (["port=1", "port=1"], "port cannot be used", "It is given twice."),
            (["port=1", "host=a:2"], "host=a:2 cannot be used", "The port is given twice."),
            (["host=192.168.1.300"], "host=192.168.1.300 cannot be used", "192.168.1.300 is not an address"),
            (["auth=open"], "auth=open cannot be used", "It is auto, encrypted, hashed or plain."),
            (["name= "], "name=  cannot be used", "Write a name, such as Hallway."),
            (["name=a\nb"], "name=a\\u{A}b cannot be used", "a\\u{A}b has a character that does not show as it is"),
            (["callback=https://a"], "callback=https://a cannot be used", "The bridge cannot call https"),
            (["follow_address=perhaps"], "follow_address=perhaps cannot be used", "It is true or false."),
            (["poll_seconds=9"], "poll_seconds=9 cannot be used", "It goes from 10 to 600 seconds, or is default."),
            (["clock_offset=soon"], "clock_offset=soon cannot be used", "It is a whole number of seconds"),
        ])
    func refused(_ words: [String], _ what: String, _ why: String) throws {
        let diagnosis = #expect(throws: Diagnosis.self) { try EntryChange(words) }
        #expect(diagnosis?.what == what)
        #expect(diagnosis?.why.hasPrefix(why) == true)
        #expect(diagnosis?.exit == .badCommandLine && diagnosis?.id == .inputMissing)
    }

    @Test("each key changes its value and nothing else")
    func values() throws {
        var expected = Self.entry
        expected.name = "a=b"
        expected.callback = .off
        expected.followsAddress = false
        expected.pollSeconds = 60
        #expect(
            try Self.changed("name=a=b", "callback=off", "follow_address=false", "poll_seconds=60") == expected)
        expected = Self.entry
        expected.endpoint = Endpoint(host: .name("bridge.lan"), port: try #require(Port("8081")))
        expected.source = .manual
        expected.auth = .hashed
        expected.clockOffset = -60
        #expect(try Self.changed("host=bridge.lan:8081", "auth=hashed", "clock_offset=-60") == expected)
        #expect(try Self.changed("poll_seconds=default").pollSeconds == nil)
        #expect(try Self.changed("host=\(Self.entry.endpoint.host)").source == Self.entry.source)
    }

    @Test("only what the bridge has to show is tried, and equal values are not")
    func proof() throws {
        for (word, isTried) in [
            ("name=x", false), ("callback=off", false), ("poll_seconds=60", false), ("follow_address=false", false),
            ("host=a", true), ("port=1", true), ("auth=hashed", true), ("auth=auto", true), ("clock_offset=9", true),
            ("host=\(Self.entry.endpoint.host)", false), ("auth=\(Self.entry.auth.rawValue)", false),
            ("port=8080", false),
        ] {
            #expect(try EntryChange([word]).needsProof(of: Self.entry) == isTried, "\(word)")
        }
    }

    @Test("what the bridge says of itself is taken over, and what a person set stays")
    func proved() throws {
        let entry = try Self.changed(
            "auth=auto", "poll_seconds=60", proved: Sample.report(mode: .hashed, offset: -300))
        #expect(entry.auth == .hashed && entry.clockOffset == -300 && entry.pollSeconds == 60)
        #expect(entry.devices.count == 2 && entry.name == Self.entry.name && entry.mac == Self.entry.mac)
    }
}
