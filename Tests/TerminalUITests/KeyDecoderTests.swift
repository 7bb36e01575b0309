import Testing

@testable import TerminalUI

@Suite("Key decoder")
struct KeyDecoderTests {
    static let known: [(String, [Key])] = [
        ("a", [.character("a")]), ("é€😀", [.character("é"), .character("€"), .character("😀")]),
        ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
        ("\u{15}", [.eraseLine]), ("\u{3}", [.interrupt]), ("\u{4}", [.endOfInput]), ("\u{1A}", [.suspend]),
        ("\u{1}", [.home]), ("\u{5}", [.end]),
        ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}[C", [.right]), ("\u{1B}[D", [.left]),
        ("\u{1B}OA", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}OC", [.right]), ("\u{1B}OD", [.left]),
        ("\u{1B}[1;5A", [.up]), ("\u{1B}[H", [.home]), ("\u{1B}[F", [.end]), ("\u{1B}OH", [.home]),
        ("\u{1B}OF", [.end]), ("\u{1B}[1~", [.home]), ("\u{1B}[4~", [.end]), ("\u{1B}[7~", [.home]),
        ("\u{1B}[8~", [.end]), ("\u{1B}[3~", [.delete]), ("\u{1B}OQ", [.f2]), ("\u{1B}[12~", [.f2]),
        ("\u{1B}[[B", [.f2]),
        ("\u{1B}[200~one\rtwo \u{1B}[A é\u{1B}[201~x", [.paste("one\rtwo \u{1B}[A é"), .character("x")]),
        ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
        // Left out: unknown keys, focus and mouse reports, Alt and a letter, other control bytes.
        ("\u{1B}[5~a", [.character("a")]), ("\u{1B}[Ia", [.character("a")]), ("\u{1B}[<0;3;4Ma", [.character("a")]),
        ("\u{1B}[[Aa", [.character("a")]), ("\u{1B}OPa", [.character("a")]), ("\u{1B}xa", [.character("a")]),
        ("\u{0}\u{6}\u{1F}a", [.character("a")]), ("\u{85}a", [.character("a")]),
        // A key that came right after Esc.
        ("\u{1B}\r", [.escape, .enter]), ("\u{1B}\u{3}", [.escape, .interrupt]), ("\u{1B}\u{1B}[A", [.escape, .up]),
    ]

    @Test("Knows a key from its bytes", arguments: known)
    func decodes(text: String, keys: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array(text.utf8)) == keys)
        #expect(!decoder.isWaiting)
    }

    @Test("A read may end after any byte", arguments: known)
    func decodesSplit(text: String, keys: [Key]) {
        let bytes = Array(text.utf8)
        for cut in bytes.indices {
            var decoder = KeyDecoder()
            #expect(decoder.decode(Array(bytes[..<cut])) + decoder.decode(Array(bytes[cut...])) == keys)
        }
        var decoder = KeyDecoder()
        #expect(bytes.flatMap { decoder.decode([$0]) } == keys)
    }

    @Test("Esc by itself is a key once nothing follows")
    func loneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]).isEmpty)
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.escape])
        #expect(!decoder.isWaiting)
        #expect(decoder.flush().isEmpty)
    }

    @Test("A sequence that is never finished is dropped", arguments: ["\u{1B}[", "\u{1B}O", "\u{1B}[1;", "\u{1B}[["])
    func cutSequence(text: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array(text.utf8)).isEmpty)
        #expect(decoder.flush().isEmpty)
        #expect(decoder.decode([0x61]) == [.character("a")])
    }

    @Test("A paste waits for its end however long it takes")
    func slowPaste() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array("\u{1B}[200~sec".utf8)).isEmpty)
        #expect(!decoder.isWaiting)
        #expect(decoder.flush().isEmpty)
        #expect(decoder.decode(Array("ret\u{1B}[201~".utf8)) == [.paste("secret")])
    }

    @Test("A paste that is too long is dropped, not kept for ever")
    func endlessPaste() {
        var decoder = KeyDecoder()
        let bytes = Array("\u{1B}[200~".utf8) + Array(repeating: UInt8(ascii: "x"), count: KeyDecoder.pasteLimit + 1)
        #expect(decoder.decode(bytes).isEmpty)
        #expect(decoder.decode([0x0D]) == [.enter])
    }

    @Test(
        "Bytes that are no UTF-8 are left out",
        arguments: [[0xFF], [0x80], [0xC3, 0x28], [0xE2, 0x82], [0xC0, 0xAF], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        var decoder = KeyDecoder()
        let keys = decoder.decode(bytes + Array("a\r".utf8))
        #expect(keys.suffix(2) == [.character("a"), .enter])
        #expect(keys.count == (bytes.contains(0x28) ? 3 : 2))
    }

    @Test("Noise of any kind ends, and the next key is known")
    func noise() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var decoder = KeyDecoder()
            _ = decoder.decode(bytes)
            _ = decoder.decode(Array("\u{1B}[201~".utf8))
            _ = decoder.flush()
            #expect(decoder.decode(Array("\u{18}\u{18}\u{18}\u{18}\r".utf8)).last == .enter, "\(bytes)")
        }
    }
}
