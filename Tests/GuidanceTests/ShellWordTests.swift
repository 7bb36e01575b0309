import Testing

@testable import Guidance

@Suite("Commands to copy")
struct ShellWordTests {
    @Test(
        "Words for a shell are quoted where they must be",
        arguments: [
            ("/usr/local/bin/keyturn", "/usr/local/bin/keyturn"),
            ("/home/it's me/keyturn", "'/home/it'\\''s me/keyturn'"),
            ("/tmp/$HOME;reboot", "'/tmp/$HOME;reboot'"), ("", "''"), ("/ü", "'/ü'"),
        ])
    func quoting(text: String, word: String) {
        #expect(ShellWord.quoted(text) == word)
    }

    @Test("A path stands in its command as one word, and nothing in it moves a cursor")
    func path() {
        #expect(
            Notice.tooOpen("/home/my files/\u{1B}", mode: 0o644, wanted: 0o600).fix
                == "Keep it to yourself: chmod 600 '/home/my files/\\u{1B}'")
        #expect(Notice.noCaptureRight(program: "/opt/a b").fix.hasSuffix("cap_net_raw=ep '/opt/a b'"))
    }
}
