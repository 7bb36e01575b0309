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
        for text in ["0.4", "1e300"] {
            #expect(fault("{\"request_gap_seconds\": \(text)}")?.kind == .outOfRange(least: 0.5, most: 60))
        }
        #expect(fault("{\"request_gap_seconds\": \"1\"}")?.kind == .wrongType(expected: .number))
    }

    @Test("a variable wins over the file and is not held to its bounds")
    func variables() throws {
        let environment = ["KEYTURN_POLL_SECONDS": "0.2", "KEYTURN_REQUEST_GAP_SECONDS": "0"]
        #expect(try load("{\"poll_seconds\": 10}", environment) == LoopSettings(pollSeconds: 0.2, requestGapSeconds: 0))
        #expect(try load("{\"poll_seconds\": 10}", ["KEYTURN_POLL_SECONDS": ""]).pollSeconds == 10)
    }

    @Test(
        "a variable that is no number of seconds is refused with its name",
        arguments: ["0", "-1", "nan", "inf", "1e300", "5s"])
    func badVariable(_ value: String) {
        #expect(throws: ConfigurationError.badVariable(name: "KEYTURN_POLL_SECONDS", value: value)) {
            try load(nil, ["KEYTURN_POLL_SECONDS": value])
        }
    }
}
