import Testing

@testable import TerminalUI

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "Counts the columns of a terminal",
        arguments: [
            ("", 0), ("Front door", 10), ("Straße", 6), ("e\u{301}", 1), ("한국어", 6), ("\u{1112}\u{1161}\u{11AB}", 2),
            ("玄関", 4), ("ｶﾞ", 2), ("Ａ", 2), ("…—•✓✗›█░⠹", 9), ("😀", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("🇩🇪", 2),
            ("❤", 1), ("❤\u{FE0F}", 2), ("⌚", 2), ("\u{200B}", 0), ("\u{7}", 0), ("ไทย", 3), ("ที่", 1), ("नमस्ते", 4),
            ("\u{1B}[31mred\u{1B}[0m", 3), ("\u{1B}[1;2mx", 1), ("〿", 1), ("　", 2),
        ])
    func columns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test("Text fits its width after wrapping, whatever it is, and loses nothing but spaces")
    func wrapping() {
        let texts = [
            "A bridge is only heard when it asks for an address.  A bridge with a long lease can stay silent.",
            "~/.config/keyturn/tokens/1A2B3C4D", "玄関のドアは閉まっています 😀😀😀", "", " ", "a\n\nb", "  indented words",
        ]
        for text in texts {
            for width in 2...40 {
                let lines = TextWrap.lines(text, first: width, rest: max(2, width - 3))
                #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= width })
                #expect(lines.dropFirst().allSatisfy { DisplayWidth.columns(of: $0) <= max(2, width - 3) })
                #expect(lines.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
            }
        }
    }

    @Test("Lines break between words, and inside one only when it is too long")
    func breaks() {
        #expect(TextWrap.lines("a bridge  speaks", width: 10) == ["a bridge", "speaks"])
        #expect(TextWrap.lines("a bridge  speaks", width: 16) == ["a bridge  speaks"])
        #expect(TextWrap.lines("to 192.168.1.52 now", width: 8) == ["to", "192.168.", "1.52 now"])
        #expect(TextWrap.lines("玄関の", width: 5) == ["玄関", "の"])
        #expect(TextWrap.lines("one\ntwo", width: 9) == ["one", "two"])
    }

    @Test(
        "A wrapped line is found again: a wide character leaves the last cell of a row free",
        arguments: [
            ("", 9, 0), ("123456789", 9, 0), ("1234567890", 9, 1), ("玄関のドア", 10, 0), ("玄関のドア", 9, 1),
            (String(repeating: "玄", count: 26), 9, 6), ("\u{1B}[1m玄関\u{1B}[0m", 4, 0), ("e\u{301}👩‍👩‍👧‍👦x", 3, 1),
        ])
    func lastRow(text: String, columns: Int, row: Int) {
        #expect(DisplayWidth.row(in: text, columns: columns) == row)
    }

    @Test("A caret is in the row of the character that it stands on, behind the end in the last row")
    func caretRow() {
        #expect(DisplayWidth.row(of: 8, in: "1234567890", columns: 9) == 0)
        #expect(DisplayWidth.row(of: 9, in: "1234567890", columns: 9) == 1)
        #expect(DisplayWidth.row(of: 9, in: "123456789", columns: 9) == 0)
        #expect(DisplayWidth.row(of: 8, in: "玄関のドア", columns: 9) == 1)
    }
}
