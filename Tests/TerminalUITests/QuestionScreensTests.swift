import TestKit
import Testing

@testable import TerminalUI

/// The parts that a question can have, as whole screens at 80, 40 and 20 columns.
@Suite("Screens of questions")
struct QuestionScreensTests {
    private static func screen(_ columns: Int, style: Style = .rich, _ view: (Style, Int) -> Block) -> String {
        let terminal = FakeTerminal(columns: columns, rows: 60)
        var screen = Screen(terminal)
        screen.show(view(style, screen.width))
        return terminal.screen.text
    }

    private static func menu(_ columns: Int, _ picker: MenuPicker<String>, style: Style = .rich) -> String {
        screen(columns, style: style) { style, width in
            MenuView.block(picker, elapsed: .seconds(6), style: style, width: width)
        }
    }

    private static func field(_ columns: Int, _ editor: FieldEditor, style: Style = .rich) -> String {
        screen(columns, style: style) { style, width in FieldView.block(editor, style: style, width: width) }
    }

    @Test("A search with its rows, its help and its keys")
    func search() {
        var picker = MenuPicker(Storyboard.searching)
        _ = picker.take(.character("?"))
        #expect(
            Self.menu(80, picker) == """
                ⠋ Looking on eth0, 192.168.1.0/24                              1:24 left
                    lease files  none on this machine
                    DHCP         listening: a bridge speaks when it starts
                  › Enter an address by hand
                    Ask Nuki's cloud directory

                    A bridge asks for its address when it gets power.

                  Up/Down  Enter  r restart  Esc back  ? help  Ctrl-C leave
                """)
        #expect(
            Self.menu(40, picker) == """
                ⠋ Looking on eth0, 192.168.1.0/24
                  1:24 left
                    lease files
                      none on this machine
                    DHCP
                      listening: a bridge speaks when it
                      starts
                  › Enter an address by hand
                    Ask Nuki's cloud directory

                    A bridge asks for its address when
                    it gets power.

                  Up/Down  Enter  r restart  Esc back
                  ? help  Ctrl-C leave
                """)
        #expect(
            Self.menu(20, picker) == """
                ⠋ Looking on eth0,
                  192.168.1.0/24
                  1:24 left
                    lease files
                      none on this
                      machine
                    DHCP
                      listening: a
                      bridge speaks
                      when it starts
                  › Enter an address
                    by hand
                    Ask Nuki's cloud
                    directory

                    A bridge asks
                    for its address
                    when it gets
                    power.

                  Up/Down  Enter
                  r restart
                  Esc back  ? help
                  Ctrl-C leave
                """)
    }

    @Test("Several choices, of which some are ticked")
    func several() {
        var picker = MenuPicker(Storyboard.bridges, ticked: ["two"])
        _ = picker.take(.down)
        #expect(
            Self.menu(80, picker) == """
                ? Which bridges?
                    [ ] Nuki_Bridge_1A2B3C4D    192.168.1.52   DHCP, now
                  › [x] Nuki_Bridge_5E6F7081    192.168.1.61   neighbour table
                  Up/Down  Space select  a all  Enter go on  p press to pick  Esc back
                  ? help  Ctrl-C leave
                """)
        for key in [Key.character(" "), .enter] { _ = picker.take(key) }
        #expect(
            Self.menu(40, picker) == """
                ? Which bridges?
                    [ ] Nuki_Bridge_1A2B3C4D
                          192.168.1.52   DHCP, now
                  › [ ] Nuki_Bridge_5E6F7081
                          192.168.1.61   neighbour table
                  ✗ Nothing is selected yet.  Space
                    selects.
                  Up/Down  Space select  a all
                  Enter go on  p press to pick  Esc back
                  ? help  Ctrl-C leave
                """)
        #expect(
            Self.menu(20, picker, style: Style(colour: false, symbols: false)) == """
                ? Which bridges?
                    [ ] Nuki_Bridge_
                        1A2B3C4D
                          192.168.1.
                          52   DHCP,
                          now
                  > [ ] Nuki_Bridge_
                        5E6F7081
                          192.168.1.
                          61
                          neighbour
                          table
                  error: Nothing is
                    selected yet.
                    Space selects.
                  Up/Down
                  Space select
                  a all  Enter go on
                  p press to pick
                  Esc back  ? help
                  Ctrl-C leave
                """)
    }

    @Test("An address that cannot become right, pasted with a blank")
    func address() {
        var editor = FieldEditor(Storyboard.address)
        _ = editor.take(.paste("192.168.1.520 "))
        #expect(
            Self.field(80, editor) == """
                ? Address of the bridge: 192.168.1.520
                  ✗ The last part goes up to 255.  Did you mean 192.168.1.52?  Tab
                  ! Removed 1 space at the end.
                  Enter  Esc back  Ctrl-C leave
                """)
        #expect(
            Self.field(40, editor) == """
                ? Address of the bridge: 192.168.1.520
                  ✗ The last part goes up to 255.  Did
                    you mean 192.168.1.52?  Tab
                  ! Removed 1 space at the end.
                  Enter  Esc back  Ctrl-C leave
                """)
        #expect(
            Self.field(20, editor, style: Style(colour: false, symbols: false)) == """
                ? Address of the
                  bridge: 192.168.1.
                  520
                  error: The last
                    part goes up to
                    255.  Did you
                    mean
                    192.168.1.52?
                    Tab
                  warning: Removed 1
                    space at the
                    end.
                  Enter  Esc back
                  Ctrl-C leave
                """)
    }

    @Test("A secret that is shown, then hidden by the next key, then the help of an empty field")
    func secret() {
        var token = Storyboard.token
        token.help = Storyboard.help
        var editor = FieldEditor(token)
        for key in [Key.paste("a\u{301}b cde"), .f2] { _ = editor.take(key) }
        #expect(
            Self.field(80, editor) == """
                ? Token: a\u{301}b cde                                             6 characters
                  Enter  F2 show  Ctrl-C leave
                """)
        _ = editor.take(.home)
        #expect(
            Self.field(40, editor) == """
                ? Token: ••••••             6 characters
                  Enter  F2 show  Ctrl-C leave
                """)
        for key in [Key.eraseLine, .character("?")] { _ = editor.take(key) }
        #expect(
            Self.field(40, editor) == """
                ? Token:                    0 characters

                    A bridge asks for its address when
                    it gets power.

                  Enter  F2 show  ? help  Ctrl-C leave
                """)
    }

    @Test("A countdown with a part that changes, and its keys")
    func countdown() {
        var activity = Storyboard.button
        activity.rows = [Row("1A2B3C4D", "its light is on")]
        activity.canStop = true
        let view = { [activity] style, width in
            Block(
                ActivityView.lines(activity, elapsed: .seconds(11), style: style, width: width),
                footer: ActivityView.footer(activity, style: style, width: width))
        }
        #expect(
            Self.screen(80, view) == """
                ? Press the button on the bridge now

                      1A2B3C4D   its light is on
                    The bridge's light is on.

                    ███████████████████░░░░░░░░░░░   19 s left

                  Esc stop  Ctrl-C leave
                """)
        #expect(
            Self.screen(20, style: Style(colour: false, symbols: false), view) == """
                ? Press the button
                  on the bridge now

                    1A2B3C4D
                      its light is
                      on
                  The bridge's light
                  is on.

                  ####--   19 s left

                  Esc stop
                  Ctrl-C leave
                """)
    }
}
