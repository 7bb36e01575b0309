import TestKit
import Testing

@testable import TerminalUI

@Suite("Screen model")
struct ScreenModelTests {
    private static func screen(_ text: String, columns: Int = 10, rows: Int = 4) -> ScreenModel {
        var screen = ScreenModel(TerminalSize(columns: columns, rows: rows))
        screen.feed(Array(text.utf8))
        return screen
    }

    @Test(
        "Shows what a terminal would",
        arguments: [
            ("one\r\ntwo", ["one", "two"]), ("one\rO", ["One"]), ("0123456789ab", ["0123456789", "ab"]),
            ("0123456789\r\nab", ["0123456789", "ab"]), ("0123456789\u{1B}[K", ["012345678"]),
            ("12345678玄関", ["12345678玄", "関"]), ("123456789玄", ["123456789", "玄"]),
            ("a\r\nb\r\nc\u{1B}[2AX", ["aX", "b", "c"]), ("a\r\nb\u{1B}[A\u{1B}[J", ["a"]),
            ("abc\u{1B}[2D\u{1B}[K", ["a"]),
            ("\u{1B}[31mred\u{1B}[0m", ["red"]), ("\u{1B}[5Cx", ["     x"]), ("e\u{301}x", ["e\u{301}x"]),
            ("❤\u{FE0F}x", ["❤\u{FE0F}x"]), ("👨‍👩‍👧x", ["👨‍👩‍👧x"]), ("1\r\n2\r\n3\r\n4\r\n5", ["2", "3", "4", "5"]),
            ("\u{1B}[2J", ["<ESC[2J>"]),
        ])
    func shows(text: String, lines: [String]) {
        #expect(Self.screen(text).lines == lines)
        var bytewise = ScreenModel(TerminalSize(columns: 10, rows: 4))
        for byte in text.utf8 { bytewise.feed([byte]) }
        #expect(bytewise.lines == lines)
    }

    @Test("Joins and wraps lines when its width changes, and keeps the cursor at its character")
    func resize() {
        var screen = Self.screen("one\r\n0123456789ab")
        screen.resize(to: TerminalSize(columns: 5, rows: 4))
        #expect(screen.lines == ["one", "01234", "56789", "ab"])
        #expect((screen.cursorRow, screen.cursorColumn) == (3, 2))
        screen.resize(to: TerminalSize(columns: 20, rows: 2))
        #expect(screen.lines == ["one", "0123456789ab"])
        #expect((screen.cursorRow, screen.cursorColumn) == (1, 12))
    }

    @Test("Knows whether the cursor is shown and pastes are bracketed")
    func modes() {
        #expect(Self.screen("").showsCursor)
        #expect(!Self.screen("\u{1B}[?25l").showsCursor)
        #expect(Self.screen("\u{1B}[?2004h").bracketsPastes)
    }
}
