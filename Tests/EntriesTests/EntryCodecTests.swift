import Entries
import FoundationEssentials
import NukiDomain
import Testing

@Suite("Entries as text")
struct EntryCodecTests {
    /// The entry of the command line's contract, with keys of no default value all there.
    private static let line = """
        {"schema":1,"entries":[{"id":"1A2B3C4D","name":"Hallway","host":"192.168.1.52","port":8080,"auth":"encrypted",\
        "server_id":"043D5A14","mac":"54:d2:72:0a:0b:0c","firmware":"2.14.0","follow_address":true,"callback":"auto",\
        "poll_seconds":30,"source":"dhcp","clock_offset":-430,\
        "devices":[{"id":"21DF943C","nuki_id":568300604,"type":0,"kind":"lock","name":"Front door"}],\
        "created":"2026-08-22T09:31:22Z","modified":"2026-08-22T09:31:22Z"}]}
        """

    private static let page = """
        {
          "entries" : [
            {
              "auth" : "encrypted",
              "callback" : "auto",
              "clock_offset" : -430,
              "created" : "2026-08-22T09:31:22Z",
              "devices" : [
                {
                  "id" : "21DF943C",
                  "kind" : "lock",
                  "name" : "Front door",
                  "nuki_id" : 568300604,
                  "type" : 0
                }
              ],
              "firmware" : "2.14.0",
              "follow_address" : true,
              "host" : "192.168.1.52",
              "id" : "1A2B3C4D",
              "mac" : "54:d2:72:0a:0b:0c",
              "modified" : "2026-08-22T09:31:22Z",
              "name" : "Hallway",
              "poll_seconds" : 30,
              "port" : 8080,
              "server_id" : "043D5A14",
              "source" : "dhcp"
            }
          ],
          "schema" : 1
        }

        """

    private func decode(_ text: String) throws(ConfigurationError) -> EntryFile {
        try EntryCodec.decode(Array(text.utf8), path: "entries.json")
    }

    /// The fault in the contract's entry with one part of its text replaced.
    private func fault(_ part: String, _ replacement: String) -> JSONFault? {
        #expect(Self.line.contains(part))
        let text = Self.line.replacing(part, with: replacement)
        guard
            case .malformed("entries.json", let fault, _)? = #expect(
                throws: ConfigurationError.self,
                performing: {
                    try decode(text)
                })
        else { return nil }
        return fault
    }

    @Test("the contract's entry is read and written again, sorted and indented")
    func roundTrip() throws {
        let file = try decode(Self.line)
        #expect(try EntryCodec.text(file) == Self.page)
        #expect(try decode(Self.page) == file)
        let entry = try #require(file[BridgeID(rawValue: 0x1A2B_3C4D)])
        #expect(entry.endpoint.description == "192.168.1.52:8080")
        #expect(entry.serverID == 0x043D_5A14)
        #expect(entry.mac == MACAddress("54:d2:72:0a:0b:0c"))
        #expect(entry.clockOffset == -430)
        #expect(entry.created == Sample.date)
        #expect(entry.devices.map(\.key.id.rawValue) == [568_300_604])
    }

    @Test("every key of an entry is refused when it is spelled wrong, by its name")
    func unknownKeys() throws {
        let keys = Self.line.matches(of: /"([a-z_]+)":/).map { String($0.1) }
        #expect(Set(keys).count == 21)
        for key in Set(keys) where key != "schema" {
            let text = Self.line.replacing("\"\(key)\":", with: "\"\(key)x\":")
            guard
                case .malformed(_, let fault, _)? = #expect(
                    throws: ConfigurationError.self,
                    performing: {
                        try decode(text)
                    })
            else { continue }
            #expect(fault.kind == .unknownKey)
            #expect(fault.path.hasSuffix(key + "x"))
        }
    }

    @Test("a value that cannot be meant is named by the path of its key")
    func badValues() {
        #expect(fault("192.168.1.52", "192.168.1.300")?.path == "entries[0].host")
        #expect(fault("8080", "65536")?.path == "entries[0].port")
        #expect(fault("\"encrypted\"", "\"secret\"")?.path == "entries[0].auth")
        #expect(fault("1A2B3C4D", "1A2B3C4G")?.path == "entries[0].id")
        #expect(fault("54:d2:72:0a:0b:0c", "54:d2:72:0a:0b")?.path == "entries[0].mac")
        #expect(fault("\"auto\"", "\"https://a/\"")?.path == "entries[0].callback")
        #expect(fault("21DF943C", "21DF943D")?.path == "entries[0].devices[0].id")
        #expect(fault("\"lock\"", "\"opener\"")?.path == "entries[0].devices[0].kind")
        #expect(fault("\"Hallway\"", "7")?.kind == .wrongType(expected: .text))
        #expect(fault("\"name\":\"Hallway\",", "")?.kind == .missingKey)
        #expect(fault("\"poll_seconds\":30", "\"poll_seconds\":9")?.kind == .outOfRange(least: 10, most: 600))
        #expect(fault("\"schema\":1", "\"schema\":0")?.path == "schema")
        #expect(fault("\"schema\":1,", "")?.kind == .missingKey)
    }

    @Test("one bridge with two entries is refused")
    func repeatedBridge() throws {
        let start = try #require(Self.line.firstRange(of: "[{"))
        let entry = Self.line[start.lowerBound...].dropFirst().dropLast(2)
        #expect(fault("\"schema\":1,\"entries\":[", "\"schema\":1,\"entries\":[\(entry),")?.path == "entries[1].id")
    }

    @Test("a newer schema is told from a broken file, whatever else it holds")
    func newerSchema() {
        #expect(throws: ConfigurationError.newerSchema(path: "entries.json", found: 2)) {
            try decode("{\"schema\": 2, \"bridges\": {}}")
        }
    }

    @Test("the error shows the line of the fault, but none that is long or speaks of a token")
    func shownLine() {
        func line(_ text: String) -> String? {
            guard
                case .malformed(_, _, let line)? = #expect(
                    throws: ConfigurationError.self,
                    performing: {
                        try decode(text)
                    })
            else { return nil }
            return line
        }
        #expect(line("{\n  \"schema\": one\n}") == "  \"schema\": one")
        #expect(line("{\"schema\": 1, \"entries\": [],\n \"Token\": \"s3cr3t\"}") == nil)
        #expect(line("{\"schema\": 1, \"x\": \"\(String(repeating: "x", count: 200))\"}") == nil)
    }
}
