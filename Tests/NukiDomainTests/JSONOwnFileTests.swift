import NukiDomain
import Testing

@Suite("JSON files of ours")
struct JSONOwnFileTests {
    private struct Sample: Decodable {
        let rows: [Row]

        enum CodingKeys: String, CodingKey, CaseIterable { case rows }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            rows = try decoder.container(keyedBy: CodingKeys.self).decode([Row].self, forKey: .rows)
        }
    }

    private struct Row: Decodable {
        let size: Int

        enum CodingKeys: String, CodingKey, CaseIterable { case size }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            size = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .size)
        }
    }

    private func fault(_ text: String) -> JSONFault? {
        #expect(throws: JSONFault.self) { try JSONText.fromOwnFile(Sample.self, Array(text.utf8)) }
    }

    @Test("a good file is read")
    func good() throws {
        let text = "\n{ \"rows\" : [ {\"size\": 1}, {\"size\": -20e1} ] }\n"
        #expect(try JSONText.fromOwnFile(Sample.self, Array(text.utf8)).rows.map(\.size) == [1, -200])
    }

    @Test("an unknown key is named with its path, line and column")
    func unknownKey() {
        #expect(
            fault("{\"rows\": [\n  {\"size\": 1},\n  {\"size\": 2, \"siez\": 3}\n]}")
                == JSONFault(.unknownKey, path: "rows[1].siez", position: TextPosition(line: 3, column: 15)))
    }

    @Test("a value of the wrong type is named with its path, line and column")
    func wrongType() {
        #expect(
            fault("{\"rows\": [{\n\"size\": \"1\"}]}")
                == JSONFault(
                    .wrongType(expected: .number), path: "rows[0].size", position: TextPosition(line: 2, column: 1)))
        #expect(fault("{\"rows\": 1}")?.kind == .wrongType(expected: .list))
        #expect(fault("[]")?.kind == .wrongType(expected: .object))
        #expect(fault("{\"rows\": [{\"size\": null}]}")?.kind == .wrongType(expected: .number))
    }

    @Test("a missing key is named with the place of the object that lacks it")
    func missingKey() {
        #expect(
            fault("{\"rows\":\n [{}]}")
                == JSONFault(.missingKey, path: "rows[0].size", position: TextPosition(line: 2, column: 3)))
    }

    @Test("a key that stands twice in one object is refused, one that stands in two objects is not")
    func repeatedKey() {
        #expect(
            fault("{\"rows\": [{\"size\": 1, \"size\": 2}]}")
                == JSONFault(.repeatedKey, path: "rows[0].size", position: TextPosition(line: 1, column: 23)))
    }

    @Test("a number that does not fit is a bad value")
    func badNumber() {
        #expect(fault("{\"rows\": [{\"size\": 1.5}]}")?.kind == .badValue)
        #expect(fault("{\"rows\": [{\"size\": 1e99}]}")?.kind == .badValue)
    }

    @Test(
        "a syntax error is found with line and column",
        arguments: [
            ("", 1, 1, JSONFault.SyntaxFault.end),
            ("\n\n  ", 3, 3, .end),
            ("{\"rows\": [}", 1, 11, .unexpected),
            ("{\n  \"rows\": [],\n}", 3, 1, .unexpected),
            ("{\"rows\" []}", 1, 9, .unexpected),
            ("{rows: []}", 1, 2, .unexpected),
            ("{\"rows\": []} x", 1, 14, .trailing),
            ("{\"rows\": [01]}", 1, 12, .number),
            ("{\"rows\": [1.]}", 1, 13, .number),
            ("{\"rows\": [-]}", 1, 12, .number),
            ("{\"ro\nws\": []}", 1, 5, .text),
            ("{\"ro\\qws\": []}", 1, 6, .text),
            ("{\"rows\": [\"\\u12g4\"]}", 1, 16, .text),
            ("{\"rows\": [truth]}", 1, 14, .unexpected),
            ("{\"rows\": [\"open]}", 1, 18, .end),
            ("// note\n{}", 1, 1, .unexpected),
        ])
    func syntax(_ text: String, _ line: Int, _ column: Int, _ kind: JSONFault.SyntaxFault) {
        #expect(fault(text) == JSONFault(.syntax(kind), position: TextPosition(line: line, column: column)))
    }

    @Test("bytes that are not UTF-8, and brackets without end, are refused")
    func hostile() {
        let bytes = Array("{\"rows\": \"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
        #expect(throws: JSONFault(.syntax(.text), position: TextPosition(line: 1, column: 11))) {
            try JSONText.fromOwnFile(Sample.self, bytes)
        }
        #expect(fault(String(repeating: "[", count: 100_000))?.kind == .syntax(.depth))
    }
}
