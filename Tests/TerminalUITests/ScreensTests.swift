import TestKit
import Testing

@testable import TerminalUI

/// Whole screens, as a terminal shows them, at 80, 40 and 20 columns.
@Suite("Screens")
struct ScreensTests {
    private static func check(
        _ expected: String, columns: Int, style: Style = .rich, _ view: (Style, Int) -> Block,
        at location: SourceLocation = #_sourceLocation
    ) {
        let terminal = FakeTerminal(columns: columns, rows: 60)
        var screen = Screen(terminal)
        screen.show(view(style, screen.width))
        #expect(terminal.screen.text == expected, sourceLocation: location)
        #expect(terminal.screen.scrollback.isEmpty, sourceLocation: location)
    }

    @Test("A search with nothing found yet")
    func search() {
        let view = { style, width in
            MenuView.block(MenuPicker(Storyboard.nothingYet), elapsed: .seconds(6), style: style, width: width)
        }
        Self.check(
            """
            ⠋ Looking on eth0, 192.168.1.0/24                              1:24 left
                lease files  none on this machine
                DHCP         listening: a bridge speaks when it starts or renews its
                             lease

              Nothing yet?  Unplug the bridge, wait 5 s, plug it in.

              › Enter an address by hand
                Ask Nuki's cloud directory
              Up/Down  Enter  Ctrl-C leave
            """, columns: 80, view)
        Self.check(
            """
            ⠋ Looking on eth0, 192.168.1.0/24
              1:24 left
                lease files
                  none on this machine
                DHCP
                  listening: a bridge speaks when it
                  starts or renews its lease

              Nothing yet?  Unplug the bridge, wait
              5 s, plug it in.

              › Enter an address by hand
                Ask Nuki's cloud directory
              Up/Down  Enter  Ctrl-C leave
            """, columns: 40, view)
        Self.check(
            """
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
                  or renews its
                  lease

              Nothing yet?
              Unplug the bridge,
              wait 5 s, plug it
              in.

              › Enter an address
                by hand
                Ask Nuki's cloud
                directory
              Up/Down  Enter
              Ctrl-C leave
            """, columns: 20, view)
        Self.check(
            """
            | Looking on eth0, 192.168.1.0/24
              1:24 left
              lease files
                none on this machine
              DHCP
                listening: a bridge speaks when it
                starts or renews its lease

            Nothing yet?  Unplug the bridge, wait 5
            s, plug it in.

              > Enter an address by hand
                Ask Nuki's cloud directory
              Up/Down  Enter  Ctrl-C leave
            """, columns: 40, style: .words, view)
    }

    @Test("A question with details")
    func question() {
        let view = { style, width in
            MenuView.block(MenuPicker(Storyboard.way), elapsed: .zero, style: style, width: width)
        }
        Self.check(
            """
            ? How should keyturn get the token?
              › Press the button on the bridge    about 10 seconds
                Paste it from the Nuki app        needs HTTP API switched on
              Up/Down  Enter  Ctrl-C leave
            """, columns: 80, view)
        Self.check(
            """
            ? How should keyturn get the token?
              › Press the button on the bridge
                  about 10 seconds
                Paste it from the Nuki app
                  needs HTTP API switched on
              Up/Down  Enter  Ctrl-C leave
            """, columns: 40, view)
        Self.check(
            """
            ? How should keyturn
              get the token?
              › Press the button
                on the bridge
                  about 10
                  seconds
                Paste it from
                the Nuki app
                  needs HTTP API
                  switched on
              Up/Down  Enter
              Ctrl-C leave
            """, columns: 20, view)
    }

    @Test("A review with its choices")
    func review() {
        var picker = MenuPicker(Storyboard.review)
        _ = picker.take(.right)
        let view = { [picker] style, width in
            MenuView.block(picker, elapsed: .zero, style: style, width: width)
        }
        Self.check(
            """
              Review
                Bridge     Bridge 1A2B3C4D, firmware 2.14.0
                Address    192.168.1.52:8080, followed by DHCP if it changes
                Writes     ~/.config/keyturn/entries.json
                           ~/.config/keyturn/tokens/1A2B3C4D

                Write it  › Change something    Leave
              Left/Right  Enter  Ctrl-C leave
            """, columns: 80, view)
        Self.check(
            """
              Review
                Bridge
                  Bridge 1A2B3C4D, firmware 2.14.0
                Address
                  192.168.1.52:8080, followed by
                  DHCP if it changes
                Writes
                  ~/.config/keyturn/entries.json
                  ~/.config/keyturn/tokens/1A2B3C4D

                Write it
              › Change something
                Leave
              Up/Down  Enter  Ctrl-C leave
            """, columns: 40, view)
        Self.check(
            """
              Review
                Bridge
                  Bridge
                  1A2B3C4D,
                  firmware
                  2.14.0
                Address
                  192.168.1.52:
                  8080, followed
                  by DHCP if it
                  changes
                Writes
                  ~/.config/
                  keyturn/
                  entries.json
                  ~/.config/
                  keyturn/
                  tokens/
                  1A2B3C4D

                Write it
              › Change something
                Leave
              Up/Down  Enter
              Ctrl-C leave
            """, columns: 20, view)
    }

    @Test("A countdown")
    func countdown() {
        let view = { style, width in
            Block(ActivityView.lines(Storyboard.button, elapsed: .seconds(11), style: style, width: width))
        }
        Self.check(
            """
            ? Press the button on the bridge now

                The bridge's light is on.

                ███████████████████░░░░░░░░░░░   19 s left
            """, columns: 80, view)
        Self.check(
            """
            ? Press the button on the bridge now

              The bridge's light is on.

              █████████████████░░░░░░░░░   19 s left
            """, columns: 40, view)
        Self.check(
            """
            ? Press the button
              on the bridge now

              The bridge's light
              is on.

              ████░░   19 s left
            """, columns: 20, view)
    }

    @Test("A secret that was refused")
    func secret() {
        var editor = FieldEditor(Storyboard.token)
        for key in [Key.paste("abcde"), .enter] { _ = editor.take(key) }
        let view = { [editor] style, width in FieldView.block(editor, style: style, width: width) }
        Self.check(
            """
            ? Token: •••••                                              5 characters
              ✗ A bridge token has 6 to 20 characters.
              Enter  F2 show  Ctrl-C leave
            """, columns: 80, view)
        Self.check(
            """
            ? Token: •••••              5 characters
              ✗ A bridge token has 6 to 20
                characters.
              Enter  F2 show  Ctrl-C leave
            """, columns: 40, view)
        Self.check(
            """
            ? Token: •••••
              5 characters
              ✗ A bridge token
                has 6 to 20
                characters.
              Enter  F2 show
              Ctrl-C leave
            """, columns: 20, view)
    }

    @Test("A transcript and a failure")
    func transcript() {
        let view = { style, width in
            Block(Storyboard.transcript.flatMap { $0.lines(style: style, width: width) })
        }
        Self.check(
            """
            ✓ Bridge     Nuki_Bridge_1A2B3C4D at 192.168.1.52
            ✓ Found      Front door (lock, locked), Intercom (opener, ready),
                         玄関のドア (lock, unlocked)
            ! 8 characters can be guessed by someone who records a request.

            ✗ The bridge refused this token                            KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted and to the hashed sign-in.

              Fix   Press the button on the bridge.
                    Type the token again, from the Nuki app.
            """, columns: 80, view)
        Self.check(
            """
            ✓ Bridge
              Nuki_Bridge_1A2B3C4D at 192.168.1.52
            ✓ Found
              Front door (lock, locked), Intercom
              (opener, ready), 玄関のドア (lock,
              unlocked)
            ! 8 characters can be guessed by someone
              who records a request.

            ✗ The bridge refused this token
              KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted
                    and to the hashed sign-in.

              Fix   Press the button on the bridge.
                    Type the token again, from the
                    Nuki app.
            """, columns: 40, view)
        Self.check(
            """
            ✓ Bridge
              Nuki_Bridge_
              1A2B3C4D at
              192.168.1.52
            ✓ Found
              Front door (lock,
              locked), Intercom
              (opener, ready),
              玄関のドア (lock,
              unlocked)
            ! 8 characters can
              be guessed by
              someone who
              records a request.

            ✗ The bridge refused
              this token
              KT-AUTH-TOKEN

              Why   It answered
                    401 to the
                    encrypted
                    and to the
                    hashed
                    sign-in.

              Fix   Press the
                    button on
                    the bridge.
                    Type the
                    token again,
                    from the
                    Nuki app.
            """, columns: 20, view)
        Self.check(
            """
            ok: Bridge
              Nuki_Bridge_1A2B3C4D at 192.168.1.52
            ok: Found
              Front door (lock, locked), Intercom
              (opener, ready), 玄関のドア (lock,
              unlocked)
            warning: 8 characters can be guessed by
              someone who records a request.

            error: The bridge refused this token
              KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted
                    and to the hashed sign-in.

              Fix   Press the button on the bridge.
                    Type the token again, from the
                    Nuki app.
            """, columns: 40, style: .words, view)
    }
}
