import NukiDomain
import Testing

@Suite("Tokens") struct BridgeTokenTests {
    private struct Holder {
        let token: BridgeToken
    }

    private func text(of token: BridgeToken) -> String {
        token.withBytes { (bytes: Span<UInt8>) in String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self) }
    }

    @Test("no way of printing a token shows it")
    func redaction() throws {
        let secret = "q7Zk2Lw9"
        let token = try BridgeToken(parsing: secret)
        var dumped = ""
        dump(token, to: &dumped)
        dump(Holder(token: token), to: &dumped)
        var printed = ""
        print(token, Optional(token) as Any, [token], ["a": token], Holder(token: token), to: &printed)
        debugPrint(token, [token], Holder(token: token), to: &printed)
        let texts = [
            dumped, printed, "\(token)", String(describing: token), String(reflecting: token),
            String(reflecting: Holder(token: token)),
            "\(Mirror(reflecting: token).children.map { "\($0)" })",
            "\(Mirror(reflecting: Holder(token: token)).children.map { "\($0)" })",
        ]
        for shown in texts { #expect(!shown.contains(secret) && !shown.contains("113, 55")) }
        #expect(token.description == "token(8 characters)")
        #expect(Mirror(reflecting: token).children.isEmpty)
    }

    @Test("a token has 6 to 20 characters")
    func lengths() throws {
        for count in [1, 5, 21, 63, 65] {
            #expect(throws: TokenError.length(count)) { try BridgeToken(parsing: String(repeating: "x", count: count)) }
        }
        for count in [6, 20] { #expect(try BridgeToken(parsing: String(repeating: "x", count: count)).count == count) }
        #expect(try BridgeToken(parsing: "x", anyLength: true).count == 1)
        #expect(try BridgeToken(parsing: String(repeating: "x", count: 40), anyLength: true).count == 40)
    }

    @Test("the white space around a token is no part of it")
    func trimming() throws {
        #expect(text(of: try BridgeToken(parsing: " \t s3cr3t\r\n")) == "s3cr3t")
        #expect(throws: TokenError.empty) { try BridgeToken(parsing: " \r\n", anyLength: true) }
        #expect(throws: TokenError.empty) { try BridgeToken(parsing: "") }
    }

    @Test(
        "only printable ASCII is a token",
        arguments: ["s3cr et", "s3crét", "s3cr\u{0}t", "s3cr\u{1B}t", "s3cr\u{7F}t", "s3cr\u{A0}t"])
    func characters(_ text: String) {
        #expect(throws: TokenError.strangeCharacter) { try BridgeToken(parsing: text, anyLength: true) }
    }

    @Test("every printable character is allowed")
    func allCharacters() throws {
        let all = String(decoding: Array(UInt8(0x21)...0x7E), as: UTF8.self)
        #expect(text(of: try BridgeToken(parsing: all, anyLength: true)) == all)
    }

    @Test("64 hex digits are a hash and not a token, whatever length is allowed")
    func hash() throws {
        let hash = "f52eb5ce382e356c4239f8fb4d0a87402bb95b7b3124f0762b806ad7d0d01CB6"
        #expect(throws: TokenError.looksLikeHash) { try BridgeToken(parsing: hash) }
        #expect(throws: TokenError.looksLikeHash) { try BridgeToken(parsing: hash + "\n", anyLength: true) }
        #expect(try BridgeToken(parsing: hash.dropLast() + "g", anyLength: true).count == 64)
    }

    @Test("80 hex digits are a key of Nuki's cloud, with and without the header's word", arguments: ["", "Bearer "])
    func webKey(_ word: String) throws {
        let key = word + String(repeating: "c2c0981ffcab78eecd13", count: 4)
        #expect(throws: TokenError.looksLikeWebKey) { try BridgeToken(parsing: key) }
        #expect(throws: TokenError.looksLikeWebKey) { try BridgeToken(parsing: " \(key)\n", anyLength: true) }
        #expect(throws: TokenError.self) { try BridgeToken(parsing: key.dropLast()) }
    }

    @Test("an error about a token never quotes it")
    func errors() {
        for text in ["abc", "s3crét", String(repeating: "hunter2", count: 5)] {
            #expect { try BridgeToken(parsing: text) } throws: { error in
                !"\(error) \(String(reflecting: error))".contains(text)
            }
        }
    }

    @Test("tokens are equal when all their characters are")
    func equality() throws {
        let token = try BridgeToken(parsing: "abcdef")
        #expect(try token == BridgeToken(parsing: " abcdef"))
        for other in ["abcdeF", "Abcdef", "abcdefg", "bcdefg"] { #expect(try token != BridgeToken(parsing: other)) }
    }

    @Test("a token under twelve characters is weak")
    func weakness() throws {
        #expect(try BridgeToken(parsing: String(repeating: "x", count: 11)).isWeak)
        #expect(try !BridgeToken(parsing: String(repeating: "x", count: 12)).isWeak)
    }

    @Test("lent bytes are those of the token, and an error of the borrower comes back as it is")
    func lending() throws {
        let token = try BridgeToken(parsing: "abcdef")
        #expect(token.withBytes { (bytes: Span<UInt8>) in bytes.count } == 6)
        #expect(throws: TokenError.empty) {
            try token.withBytes { (_: Span<UInt8>) throws(TokenError) -> Int in throw .empty }
        }
    }
}
