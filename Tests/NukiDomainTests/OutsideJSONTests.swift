import FoundationEssentials
import NukiDomain
import Testing

@Suite("JSON from outside") struct OutsideJSONTests {
    private func texts(_ json: [UInt8]) throws -> [String] {
        try #require(try JSONText.fromOutside(json).list).map { try #require($0.text) }
    }
    private func texts(_ json: String) throws -> [String] { try texts(Array(json.utf8)) }

    @Test("a raw control byte inside a text is kept as that character", arguments: (0..<32).map { UInt8($0) })
    func everyControlByte(_ byte: UInt8) throws {
        let json = Array("[\"a".utf8) + [byte] + Array("b\"]".utf8)
        #expect(try texts(json) == ["a\(Character(Unicode.Scalar(byte)))b"])
    }

    @Test("line breaks and tabs between the values stay what they are")
    func layout() throws {
        #expect(try texts("[\r\n\t\"a\",\n\t\"b\"\n]") == ["a", "b"])
    }

    @Test("an escaped quote does not end a text, and an escaped backslash does not escape the quote after it")
    func escapes() throws {
        #expect(try texts(#"["a\"\#u{11}b","c\\","d\#u{12}"]"#) == ["a\"\u{11}b", "c\\", "d\u{12}"])
        #expect(try texts(#"["\u0041\n"]"# + "\n") == ["A\n"])
    }

    @Test("bytes beyond ASCII go through unharmed")
    func unicode() throws {
        #expect(try texts("[\"Haustür \u{1F512}\u{11}\"]") == ["Haustür \u{1F512}\u{11}"])
    }

    @Test("a control byte outside of texts is not repaired, and neither is a text without an end")
    func beyondRepair() {
        #expect(throws: (any Error).self) { try texts("[\"a\"\u{11}]") }
        #expect(throws: (any Error).self) { try texts("[\"a\u{11}") }
        #expect(throws: (any Error).self) { try texts("") }
    }

    @Test("a control byte right after a backslash is spelled out, for it makes no escape")
    func brokenEscape() throws {
        #expect(try texts("[\"a\\\u{11}b\"]") == [#"a\u0011b"#])
    }

    @Test("what is written has sorted keys, plain slashes and times in UTC")
    func written() throws {
        struct Sample: Encodable {
            let url = "http://bridge/info"
            let at = Date(timeIntervalSince1970: 0)
        }
        #expect(try JSONText.line(Sample()) == #"{"at":"1970-01-01T00:00:00Z","url":"http://bridge/info"}"#)
        #expect(try JSONText.page(Sample()).hasSuffix("}\n"))
    }
}
