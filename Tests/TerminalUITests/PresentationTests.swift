import Testing

@testable import TerminalUI

@Suite("Presentation")
struct PresentationTests {
    private static let xterm = ["TERM": "xterm-256color", "LANG": "de_DE.UTF-8"]

    private static func presentation(
        _ changes: [String: String] = [:], stdin: Bool = true, stderr: Bool = true, columns: Int? = 80,
        accessible: Bool = false,
        noInput: Bool = false, colour: Surroundings.ColourOption = .auto
    ) -> Presentation {
        Presentation(
            Surroundings(
                stdinIsTerminal: stdin, stderrIsTerminal: stderr, columns: columns,
                environment: xterm.merging(changes) { $1 },
                accessible: accessible, noInput: noInput, colour: colour))
    }

    @Test("A terminal gets lists, colour and symbols")
    func rich() {
        let presentation = Self.presentation()
        #expect(presentation.form == .rich)
        #expect(presentation.colour && presentation.symbols && presentation.canPrompt)
    }

    @Test(
        "Without a terminal on both sides nobody is asked", arguments: [(true, false), (false, true), (false, false)])
    func pipes(stdin: Bool, stderr: Bool) {
        let presentation = Self.presentation(stdin: stdin, stderr: stderr)
        #expect(presentation.form == .plain)
        #expect(!presentation.canPrompt && !presentation.colour && !presentation.symbols)
    }

    @Test("--no-input and a CI that is set to anything ask nobody")
    func silenced() {
        #expect(Self.presentation(noInput: true).form == .plain)
        #expect(Self.presentation(["CI": "true"]).form == .plain)
        #expect(Self.presentation(["CI": "0"]).form == .plain)
        #expect(Self.presentation(["CI": ""]).form == .rich)
    }

    @Test(
        "A terminal that cannot redraw, or a person who does not want it, gets lines",
        arguments: [
            ("TERM", "dumb", Presentation.Form.line), ("TERM", "", .line), ("ACCESSIBLE", "1", .line),
            ("ACCESSIBLE", "yes", .line), ("ACCESSIBLE", "0", .rich), ("ACCESSIBLE", "false", .rich),
            ("ACCESSIBLE", "", .rich), ("TERM", "linux", .rich),
        ])
    func lines(name: String, value: String, form: Presentation.Form) {
        let presentation = Self.presentation([name: value])
        #expect(presentation.form == form)
        #expect(presentation.symbols == (form == .rich))
        #expect(presentation.canPrompt)
    }

    @Test("Where a list has no room there are lines; a terminal that does not tell its size has room")
    func narrow() {
        #expect(Self.presentation(columns: 29).form == .line)
        #expect(Self.presentation(columns: 30).form == .rich)
        #expect(Self.presentation(columns: nil).form == .rich)
    }

    @Test("--accessible gets lines, without colour")
    func accessible() {
        #expect(Self.presentation(accessible: true).form == .line)
        #expect(!Self.presentation(accessible: true).colour)
    }

    @Test("NO_COLOR and --color decide about colour alone; --color has the last word")
    func colour() {
        #expect(!Self.presentation(["NO_COLOR": "1"]).colour)
        #expect(Self.presentation(["NO_COLOR": "1"]).symbols)
        #expect(Self.presentation(["NO_COLOR": ""]).colour)
        #expect(!Self.presentation(colour: .never).colour)
        #expect(Self.presentation(["NO_COLOR": "1"], colour: .always).colour)
        #expect(Self.presentation(stderr: false, colour: .always).colour)
    }

    @Test(
        "Symbols need UTF-8 in the variable that decides",
        arguments: [
            (["LANG": "C"], false), (["LANG": ""], false), (["LANG": "en_US.utf8"], true), (["LANG": "C.UTF-8"], true),
            (["LC_ALL": "C"], false), (["LANG": "C", "LC_ALL": "C.UTF-8"], true), (["LC_CTYPE": "POSIX"], false),
            (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true), (["LANG": "de_DE.UTF-8@euro"], true),
        ])
    func symbols(changes: [String: String], symbols: Bool) {
        #expect(Self.presentation(changes).symbols == symbols)
        #expect(Self.presentation(changes).form == .rich)
    }

    @Test("Without colour not one escape sequence is in a text")
    func plainStyle() {
        let style = Style(Self.presentation(["NO_COLOR": "1"]))
        #expect(style.paint("ok", .ok) == "ok")
        #expect(Style(Self.presentation()).paint("ok", .ok) == "\u{1B}[32mok\u{1B}[0m")
    }
}
