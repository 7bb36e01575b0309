import FoundationEssentials
import NukiDomain
import Testing

/// The reader of values and the decoder are two ways to the same answer.
@Suite("JSON from outside, value by value") struct OutsideValueTests {
    private func value(_ json: String) throws(OutsideFault) -> OutsideValue {
        try JSONText.fromOutside(Array(json.utf8))
    }

    /// What the library's decoder says to the same.
    private func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    @Test(
        "texts are read as the decoder reads them",
        arguments: [
            "[]", "[\"\"]", "[ \"a\" , \"b\" ]", "\u{FEFF}[\"a\"]", #"["\"\\\/\b\f\n\r\t"]"#,
            #"["\u00e9\uD83D\uDD12é🔒"]"#, "[\r\n\t\"a\"]\n", "[\"a\", ]",
        ])
    func agreement(_ json: String) throws {
        #expect(try value(json).list?.map(\.text) == decoded([String].self, json))
    }

    @Test(
        "what the decoder refuses is refused",
        arguments: [
            "", " ", "[", "[\"a]", "[\"a\"", "[,]", "[\"a\",,]", "[\"a\" \"b\"]", "[\"a\"] x", #"["\x"]"#, #"["\u12"]"#,
            #"["\uD83D"]"#, #"["\uDD12"]"#, #"["\uD83D\u0041"]"#, "[tru]", "[nul", "[\"a\"\u{11}]", "{\"a\"}", "[-]",
            "{\"a\":}", "{a:1}", "[01]", "[1.]", "[.5]", "[1e]", "[+1]", "[1e999]",
        ])
    func refusal(_ json: String) {
        #expect(throws: OutsideFault.self) { try value(json) }
        #expect(throws: (any Error).self) { try decoded([String].self, json) }
    }

    @Test("what is small takes little memory, however often a body repeats it")
    func room() throws {
        guard case .object(let none) = try value("{}"), case .object(let one) = try value("{\"\": 0}") else {
            Issue.record("not read as objects")
            return
        }
        #expect(none.capacity == 0 && one.capacity < 8)
    }

    @Test("bytes that are no UTF-8 are refused", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func encoding(_ bytes: [UInt8]) {
        #expect(throws: OutsideFault.self) {
            try JSONText.fromOutside(Array("[\"".utf8) + bytes + Array("\"]".utf8))
        }
    }

    @Test(
        "a number is whole, spelled so or not",
        arguments: [
            ("0", 0), ("-7", -7), ("4294967295", 4_294_967_295), ("5.0", 5), ("1e2", 100), ("1.5", nil),
            ("99999999999999999999", nil), ("\"12\"", 12), ("\"x\"", nil), ("true", nil), ("null", nil), ("[1]", nil),
        ] as [(String, Int?)])
    func numbers(_ json: String, _ number: Int?) throws {
        #expect(try value(json).number == number)
    }

    @Test("of two members of one name the first counts, as with the decoder")
    func repeated() throws {
        let json = #"{"a": 1, "a": 2}"#
        #expect(try value(json)["a"]?.number == 1)
        #expect(try decoded([String: Int].self, json) == ["a": 1])
        let trailing = #"{"a": 1, }"#
        #expect(try value(trailing)["a"]?.number == 1)
        #expect(try decoded([String: Int].self, trailing) == ["a": 1])
        #expect(try value(json)["b"] == nil && value("[]")["a"] == nil)
    }

    @Test("brackets may nest, yet not without end")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try value(nested(64))
        #expect(throws: OutsideFault.self) { try value(nested(65)) }
        #expect(throws: OutsideFault.self) { try value(String(repeating: "[", count: 1 << 20)) }
    }
}
