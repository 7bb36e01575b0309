/// Words of a command that somebody may copy into a shell.
enum ShellWord {
    /// The text as one word: as it is where nothing in it means anything to a shell, else between single quotes.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+:@%".utf8.contains(byte)
            }
        }
        guard text.isEmpty || !isPlain else { return text }
        return "'\(text.replacing("'", with: "'\\''"))'"
    }
}
