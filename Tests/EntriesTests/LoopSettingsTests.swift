import Entries
import NukiDomain
import TestKit
import Testing

@Suite("The loop's settings")
struct LoopSettingsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ text: String?, _ environment: [String: String] = [:]) throws -> LoopSettings {
        if let text { try folder.write(text, to: "config/settings.json") }
        return try LoopSettings.load(Sample.locations(folder), environment: environment)
    }

    private func fault(_ text: String) -> JSONFault? {
        guard
            case .malformed(_, let fault, _)? = #expect(throws: ConfigurationError.self, performing: { try load(text) })
        else { return nil }
        return fault
    }

    @Test("no file means the defaults, a file may hold either key")
    func defaults() throws {
        #expect(try load(nil) == LoopSettings(pollSeconds: 30, requestGapSeconds: 1))
        #expect(try load("{}") == LoopSettings(pollSeconds: 30, requestGapSeconds: 1))
        #expect(try load("{\"poll_seconds\": 10}") == LoopSettings(pollSeconds: 10, requestGapSeconds: 1))
        #expect(try load("{\"request_gap_seconds\": 0.5}") == LoopSettings(pollSeconds: 30, requestGapSeconds: 0.5))
    }

    @Test("an unknown key and a number out of bounds are refused by name")
    func refused() {
        #expect(
            fault("{\n \"poll_second\": 30}")
                == JSONFault(.unknownKey, path: "poll_second", position: TextPosition(line: 2, column: 2)))
        for text in ["9.9", "601"] {
            #expect(fault("{\"poll_seconds\": \(text)}")?.kind == .outOfRange(least: 10, most: 600))
        }
        for text in ["0.4", "5.1", "1e300"] {
            #expect(fault("{\"request_gap_seconds\": \(text)}")?.kind == .outOfRange(least: 0.5, most: 5))
        }
        #expect(fault("{\"request_gap_seconds\": \"1\"}")?.kind == .wrongType(expected: .number))
    }

    @Test("a variable wins over the file and is not held to its bounds")
    func variables() throws {
        let environment = ["KEYTURN_POLL_SECONDS": "0.2", "KEYTURN_REQUEST_GAP_SECONDS": "0"]
        #expect(try load("{\"poll_seconds\": 10}", environment) == LoopSettings(pollSeconds: 0.2, requestGapSeconds: 0))
        #expect(try load("{\"poll_seconds\": 10}", ["KEYTURN_POLL_SECONDS": ""]).pollSeconds == 10)
    }

    @Test("the example of every key is the defaults")
    func example() throws {
        let text = """
            {"poll_seconds":30,"request_gap_seconds":1,"lock_state_budget":6,"follow":true,
             "callback":{"mode":"auto","address":null,"port":18581},
             "http":{"listen":null,"hosts":[],"tokens":"api-tokens.json"},
             "mqtt":{"host":null,"port":1883,"tls":false,"ca":null,"certificate":null,"key":null,"user":null,
                     "password_file":null,"client_id":null,"base":"keyturn","discovery_prefix":"homeassistant",
                     "discovery":"device","actions":"lock+unlock","devices":{}},
             "sources":["dhcp","neighbours","leases"],"interfaces":[],"log":"info","devices":{}}
            """
        #expect(try load(text) == LoopSettings())
    }

    @Test("a device is named by its id in hex, and an unknown key in it by its path")
    func devices() throws {
        let text = #"{"devices":{"21df943c":{"name":"Front door","ignore":false,"open":true},"7":null}}"#
        let devices = try load(text).devices
        #expect(devices.count == 1)
        #expect(devices[NukiID(rawValue: 0x21DF_943C)]?.name == "Front door")
        #expect(devices[NukiID(rawValue: 0x21DF_943C)]?.open == true)
        let fault = fault("{\"devices\": {\"7\":\n{\"opened\": true}}}")
        #expect(
            fault == JSONFault(.unknownKey, path: "devices.7.opened", position: TextPosition(line: 2, column: 2)))
    }

    @Test("a pause that would leave no time between two polls is refused, also as a variable")
    func longGap() {
        let error = #expect(throws: ConfigurationError.self) { try load(nil, ["KEYTURN_REQUEST_GAP_SECONDS": "30"]) }
        guard case .badVariable(_, _, let fault)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(fault.kind == .outOfRange(least: 0, most: 5))
    }

    @Test(
        "a variable that is no number of seconds is refused with its name",
        arguments: ["0", "-1", "nan", "inf", "1e300", "5s"])
    func badVariable(_ value: String) {
        let error = #expect(throws: ConfigurationError.self) { try load(nil, ["KEYTURN_POLL_SECONDS": value]) }
        guard case .badVariable("KEYTURN_POLL_SECONDS", value, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
