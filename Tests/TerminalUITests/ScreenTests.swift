import TestKit
import Testing

@testable import TerminalUI

@Suite("Screen")
struct ScreenTests {
    private let terminal = FakeTerminal(columns: 30, rows: 8)

    @Test("A block is drawn in place of the one before, and what stays moves above it")
    func redraw() {
        var screen = Screen(terminal)
        screen.write(["first"])
        screen.show(Block(["one", "two", "three"], footer: ["keys"]))
        screen.show(Block(["one", "2"], footer: ["keys"]))
        #expect(terminal.screen.lines == ["first", "one", "2", "keys"])
        #expect(!terminal.screen.showsCursor)
        screen.write(["second"])
        #expect(terminal.screen.lines == ["first", "second", "one", "2", "keys"])
        screen.erase()
        screen.write(["third"])
        #expect(terminal.screen.lines == ["first", "second", "third"])
        #expect(terminal.screen.showsCursor)
        #expect(terminal.screen.cursorRow == 3)
    }

    @Test("A block that is left stays without its keys")
    func keep() {
        var screen = Screen(terminal)
        screen.show(Block(["? Token: ab"], footer: ["keys", "more keys"], caret: .init(row: 0, column: 11)))
        screen.keep()
        screen.write(["Left."])
        #expect(terminal.screen.lines == ["? Token: ab", "Left."])
        #expect(terminal.screen.showsCursor)
    }

    @Test("What was written last vanishes with all its rows, also from above a block")
    func unwrite() {
        var screen = Screen(terminal)
        let long = String(repeating: "x", count: 40)
        screen.write(["first", "second", long])
        screen.show(Block(["block"]))
        var isGone = screen.unwrite(["second", long])
        #expect(isGone)
        #expect(terminal.screen.lines == ["first"])
        screen.write(["third"])
        #expect(terminal.screen.lines == ["first", "third"])
        isGone = screen.unwrite(["first", "third"])
        #expect(isGone)
        #expect(terminal.screen.lines == [])
    }

    @Test("What was written stays where something else came after it, or where it may have scrolled away")
    func written() {
        var screen = Screen(terminal)
        screen.write(["first", "second"])
        var isGone = screen.unwrite(["first"])
        #expect(!isGone)
        screen.show(Block((1...7).map { "choice \($0)" }))
        isGone = screen.unwrite(["first", "second"])
        #expect(!isGone)
        isGone = screen.unwrite(["second"])
        #expect(isGone)
        screen.write(["third"])
        terminal.stop(showing: "a shell's line\n")
        isGone = screen.unwrite(["third"])
        #expect(!isGone)
        #expect(terminal.screen.transcript.last == "a shell's line")
    }

    @Test("Nothing is erased from the upper left corner on, which tmux would keep in its scrollback")
    func corner() {
        var screen = Screen(terminal)
        screen.show(Block(["one", "two"]))
        screen.erase()
        #expect(terminal.screen.lines == [])
        #expect(terminal.written.hasSuffix("\r\u{1B}[K\u{1B}[B\u{1B}[J\u{1B}[1A\u{1B}[?25h"))
        screen.show(Block(["one"]))
        screen.erase()
        #expect(terminal.written.hasSuffix("\r\u{1B}[K\u{1B}[?25h"))
    }

    @Test("The terminal's cursor stands at the caret, wherever that is")
    func caret() {
        var screen = Screen(terminal)
        screen.write(["first"])
        for column in [9, 12, 9] {
            screen.show(Block(["? Token: abc", "  wrong"], footer: ["keys"], caret: .init(row: 0, column: column)))
            #expect(terminal.screen.cursorRow == 1)
            #expect(terminal.screen.cursorColumn == column)
            #expect(terminal.screen.showsCursor)
        }
        screen.show(Block(["? Name:", "abc"], footer: ["keys"]))
        #expect(terminal.screen.lines == ["first", "? Name:", "abc", "keys"])
    }

    @Test("Lines as wide as the screen, and wide characters at its edge, are counted as one row")
    func fullLines() {
        var screen = Screen(terminal)
        let full = String(repeating: "x", count: 30)
        let wide = String(repeating: "玄", count: 15)
        screen.write(["first"])
        for _ in 0..<3 { screen.show(Block([full, wide, full + "\u{1B}[0m"])) }
        screen.show(Block([wide, full, "end"]))
        #expect(terminal.screen.lines == ["first", wide, full, "end"])
    }

    @Test("At the bottom a growing block scrolls, and only once")
    func scrolling() {
        var screen = Screen(terminal)
        screen.write((1...7).map { "line \($0)" })
        screen.show(Block(["one"]))
        screen.show(Block(["one", "two", "three"]))
        screen.show(Block(["one", "2", "three"]))
        #expect(terminal.screen.transcript == (1...7).map { "line \($0)" } + ["one", "2", "three"])
        screen.show(Block(["one"]))
        #expect(terminal.screen.transcript == (1...7).map { "line \($0)" } + ["one"])
    }

    @Test("A block that is higher than the screen shows what is around its focus, and leaves the scrollback alone")
    func tooHigh() {
        var screen = Screen(terminal)
        screen.write(["first"])
        let lines = (0..<20).map { "choice \($0)" }
        for focus in [0, 1, 10, 19] {
            screen.show(Block(lines, focus: focus))
            #expect(terminal.screen.lines.count == 8)
            #expect(terminal.screen.lines.contains("choice \(focus)"))
        }
        #expect(terminal.screen.scrollback.map(\.text) == ["first"])
        screen.erase()
        #expect(terminal.screen.transcript == ["first"])
    }

    @Test("After the window changed its width the block is found again", arguments: [7, 9, 12, 20, 29, 31, 60])
    func resize(columns: Int) {
        let long = "a line of twenty-six columns"
        let blocks = [
            Block([long, "short"], footer: ["keys"], caret: .init(row: 0, column: 20)),
            Block([long, long, "short"], footer: ["keys"], caret: .init(row: 2, column: 3)),
            Block([long, "short", long]),
            Block(["玄関のドアと玄関のドアと玄関", "👩‍👩‍👧‍👦 e\u{301}"], footer: ["玄関のドアと玄関のドアと玄関"]),
            Block(["x玄関のドアと玄関のドアと玄関"], caret: .init(row: 0, column: 29)),
        ]
        for block in blocks {
            let terminal = FakeTerminal(columns: 30, rows: 20)
            var screen = Screen(terminal)
            screen.write(["first"])
            screen.show(block)
            terminal.resize(to: TerminalSize(columns: columns, rows: 20))
            screen.show(Block(["new"], footer: ["keys"]))
            #expect(terminal.screen.transcript == ["first", "new", "keys"])
        }
    }

    @Test("A picture that has not changed is not sent again, and an unchanged line is not either")
    func economy() {
        var screen = Screen(terminal)
        screen.show(Block(["spinner |", "unchanged"]))
        let before = terminal.written.count
        screen.show(Block(["spinner |", "unchanged"]))
        #expect(terminal.written.count == before)
        screen.show(Block(["spinner /", "unchanged"]))
        #expect(!terminal.written.dropFirst(before).contains("unchanged"))
        #expect(terminal.screen.lines == ["spinner /", "unchanged"])
    }

    @Test("Nothing is ever cleared that this program did not write")
    func scrollbackIsKept() {
        var screen = Screen(terminal)
        screen.write(["first"])
        screen.show(Block((0..<30).map { "line \($0)" }, focus: 29))
        screen.erase()
        #expect(!terminal.written.contains("\u{1B}[2J") && !terminal.written.contains("\u{1B}[3J"))
        #expect(!terminal.written.contains("\u{1B}[H"))
    }

    @Test("What is drawn first after a stop stands below what the shell wrote, and only once")
    func stop() {
        var screen = Screen(terminal)
        screen.show(Block(["spinner |", "unchanged"]))
        terminal.stop(showing: "$ fg\n")
        screen.show(Block(["spinner /", "unchanged"]))
        screen.show(Block(["spinner -", "unchanged"]))
        #expect(terminal.screen.lines == ["spinner |", "unchanged", "$ fg", "spinner -", "unchanged"])
        terminal.stop(showing: "$ fg\n")
        screen.write(["said"])
        terminal.stop(showing: "$ fg\n")
        screen.erase()
        screen.write(["end"])
        #expect(
            terminal.screen.transcript == [
                "spinner |", "unchanged", "$ fg", "spinner -", "unchanged", "$ fg", "said", "spinner -", "unchanged",
                "$ fg", "end",
            ])
    }

    @Test("Whatever is drawn, said and resized in any order, the screen holds what was said and the last block")
    func anyOrder() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let terminal = FakeTerminal(columns: 40, rows: 60)
            var screen = Screen(terminal)
            var said = ""
            var history: [String] = []
            for step in 0..<12 {
                let columns = Int.random(in: 4...90, using: &random)
                terminal.resize(to: TerminalSize(columns: columns, rows: 60))
                let (block, text) = Self.block(width: screen.width, using: &random)
                history.append("\(columns): \(block.lines) \(block.caret.map { "\($0)" } ?? "")")
                if step % 4 == 3 {
                    screen.write(["said"])
                    said += "said"
                }
                screen.show(block)
                let seen = terminal.screen.transcript.joined().filter { $0 != " " }
                guard seen == said + text else {
                    Issue.record("\(seen) is not \(said + text) after \(history.joined(separator: "\n"))")
                    return
                }
            }
        }
    }

    /// A block that fits, some of it painted, and its text without blanks.
    private static func block(width: Int, using random: inout SystemRandomNumberGenerator) -> (Block, String) {
        let pieces = ["one ", "玄関", "👩‍👩‍👧‍👦", "e\u{301}", "12345", " "]
        var words = ""
        for _ in 0...Int.random(in: 0...20, using: &random) {
            words += pieces[Int.random(in: pieces.indices, using: &random)]
        }
        let lines = TextWrap.lines(words, width: width)
        let row = Int.random(in: lines.indices, using: &random)
        let column = Int.random(in: 0...min(DisplayWidth.columns(of: lines[row]), width - 1), using: &random)
        let painted = lines.map { Bool.random(using: &random) ? Style.rich.paint($0, .faint) : $0 }
        let caret = Bool.random(using: &random) ? Block.Caret(row: row, column: column) : nil
        return (Block(painted, caret: caret), words.filter { $0 != " " })
    }
}
