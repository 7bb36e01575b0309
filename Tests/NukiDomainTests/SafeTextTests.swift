import NukiDomain
import Testing

@Suite("Text from the network") struct SafeTextTests {
    @Test(
        "what could move a cursor, hide or turn text is written out",
        arguments: [
            ("\u{1B}[2Jx", "\\u{1B}[2Jx"), ("a\rb", "a\\u{D}b"), ("a\r\nb", "a\\u{D}\\u{A}b"), ("a\tb", "a\\u{9}b"),
            ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7F}"), ("\u{9B}2J", "\\u{9B}2J"), ("\u{85}", "\\u{85}"),
            ("a\u{202E}b", "a\\u{202E}b"), ("\u{2066}", "\\u{2066}"), ("a\u{200B}b", "a\\u{200B}b"),
            ("\u{200E}", "\\u{200E}"),
            ("\u{FEFF}", "\\u{FEFF}"), ("\u{AD}", "\\u{AD}"), ("\u{2028}", "\\u{2028}"), ("\u{2029}", "\\u{2029}"),
            ("\u{E000}", "\\u{E000}"), ("\u{E0041}", "\\u{E0041}"),
        ])
    func treacherous(_ text: String, _ shown: String) {
        #expect(text.safeForDisplay == shown)
    }

    @Test(
        "letters of any script and emoji stay as they are",
        arguments: [
            "", "Front door", "Haustür", "e\u{301}tage", "Дверь", "玄関", "مدخل", "🔒", "❤\u{FE0F}", "🇦🇹", "a\u{A0}b",
            "Nuki_Bridge_1A2B3C4D",
        ])
    func harmless(_ text: String) {
        #expect(text.safeForDisplay == text)
        #expect(Array(text.safeForDisplay.utf8) == Array(text.utf8))
    }
}
