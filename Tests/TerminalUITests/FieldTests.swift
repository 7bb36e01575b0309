import TestKit
import Testing

@testable import TerminalUI

@Suite("Typed answers", .timeLimit(.minutes(1)))
struct FieldTests {
    private let terminal = FakeTerminal(columns: 80)
    private let prompter: RichPrompter

    init() {
        prompter = RichPrompter(terminal: terminal, style: .rich, clock: ManualClock())
    }

    private static func editor(_ field: TextField, _ keys: [Key]) -> FieldEditor {
        var editor = FieldEditor(field)
        for key in keys { _ = editor.take(key) }
        return editor
    }

    private static func typed(_ text: String) -> [Key] { text.map { .character($0) } }

    @Test("What typing on may mend is told after Enter, and from then on until it is right")
    func told() {
        #expect(Self.editor(Storyboard.address, Self.typed("192.168")).complaint == nil)
        #expect(Self.editor(Storyboard.address, Self.typed("192.168") + [.enter]).complaint != nil)
        #expect(Self.editor(Storyboard.address, Self.typed("192.168") + [.enter, .backspace]).complaint != nil)
        let mended = Self.typed("192.168") + [.enter] + Self.typed(".1.5")
        #expect(Self.editor(Storyboard.address, mended).complaint == nil)
        #expect(Self.editor(Storyboard.address, mended + [.backspace, .backspace]).complaint == nil)
    }

    @Test("What no typing can mend is told at once")
    func final() {
        #expect(Self.editor(Storyboard.address, Self.typed("192.168.1.52")).complaint == nil)
        let wrong = Self.editor(Storyboard.address, Self.typed("192.168.1.520"))
        #expect(wrong.complaint?.words == "The last part goes up to 255.  Did you mean 192.168.1.52?")
    }

    @Test("Tab takes the suggestion, and Enter the answer that it became")
    func suggestion() async throws {
        async let answer = prompter.text(Storyboard.address)
        terminal.type("192.168.1.520")
        try await terminal.shows("  ✗ The last part goes up to 255.  Did you mean 192.168.1.52?  Tab")
        terminal.press(.tab)
        try await terminal.showsScreen { !$0.text.contains("✗") }
        terminal.press(.enter)
        #expect(try await answer == "192.168.1.52")
    }

    @Test("Tab without a suggestion types nothing")
    func tab() {
        #expect(Self.editor(Storyboard.address, Self.typed("1") + [.tab]).text == "1")
    }

    @Test(
        "Blanks at the ends of a paste go, and that is said",
        arguments: [
            (" x", "x", "Removed 1 space at the beginning."), ("x ", "x", "Removed 1 space at the end."),
            ("  x\u{A0}", "x", "Removed 2 spaces at the beginning and 1 space at the end."),
            ("a b", "a b", nil), ("x\n", "x", nil), ("a\nb\r\n", "ab", nil), ("a\u{1B}[2J\tb\u{0}", "a[2Jb", nil),
            ("  ", "", "Removed 2 spaces at the beginning."),
        ] as [(String, String, String?)])
    func trimmed(pasted: String, text: String, remark: String?) {
        let editor = Self.editor(TextField("Name"), [.paste(pasted)])
        #expect(editor.text == text)
        #expect(editor.remark == remark)
        let later = Self.editor(TextField("Name"), [.paste(pasted), .left])
        #expect(later.remark == nil)
    }

    @Test("A paste is one answer, whatever lines it has: only Enter answers")
    func paste() async throws {
        async let first = prompter.text(Storyboard.token)
        terminal.press(.paste(" abcd\nefgh\n"))
        try await terminal.shows("••••••••                                           8 characters")
        #expect(terminal.screen.text.contains("  ! Removed 1 space at the beginning."))
        terminal.press(.enter)
        #expect(try await first == "abcdefgh")
        #expect(!terminal.written.contains("abcd"))
    }

    @Test("Wide characters, emoji and combining marks keep the caret in its column", arguments: [80, 20])
    func wide(columns: Int) async throws {
        let terminal = FakeTerminal(columns: columns)
        let prompter = RichPrompter(terminal: terminal, style: .rich, clock: ManualClock())
        async let answer = prompter.text(TextField("Name"))
        let pieces: [(String, Int)] = [("玄関", 4), ("👩‍👩‍👧‍👦", 2), ("e\u{301}", 1), ("🇦🇹", 2), ("x", 1)]
        var column = 8
        for (piece, width) in pieces {
            for scalar in piece.unicodeScalars { terminal.press(.character(Character(scalar))) }
            column += width
            try await terminal.showsScreen { [column] in $0.cursorColumn == column && $0.cursorRow == 0 }
        }
        for (_, width) in pieces.dropFirst().reversed() {
            terminal.press(.left)
            column -= width
            try await terminal.showsScreen { [column] in $0.cursorColumn == column }
        }
        terminal.press(.backspace, .end, .enter)
        #expect(try await answer == "玄👩‍👩‍👧‍👦e\u{301}🇦🇹x")
    }
}
