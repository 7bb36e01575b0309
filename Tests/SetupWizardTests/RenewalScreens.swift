/// The screens of `reauth` and of a replacement, as they were read and found good at each width.
enum RenewalScreens {
    static let frames = [80: wide80, 40: wide40, 20: wide20]

    /// 80 columns wide.
    private static let wide80 = [
        "reauth": """
          Sign in to Hallway anew
          Nothing is written until a sign-in works.  Esc: back  Ctrl-C: leave

        ✓ Bridge     Hallway at 192.168.1.52
        ? How should keyturn get the token?
          › Press the button on the bridge    may switch on its API; its answer
                                              crosses the network in clear
            Paste it from the Nuki app        needs HTTP API switched on
            Keep the stored one               for another sign-in
          Up/Down  Enter  ? help  Ctrl-C leave
        """,
        "replacement": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ✓ Token      from the file, 12 characters
        ✓ Sign-in    encrypted, 41 ms
        ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                     ready)
          Bridge 778899AA is new and has devices of Hallway, bridge 0A2B3C4D.
          Yes gives it the name, the settings and the entity ids of that one,
          whose entry and token go once this is written.
        ? Is this the replacement of Hallway?
            Yes, it takes its place  › No
          Left/Right  Enter  ? help  Ctrl-C leave
        """,
        "review": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ✓ Token      from the file, 12 characters
        ✓ Sign-in    encrypted, 41 ms
        ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                     ready)

          Review
            Bridge     Hallway, firmware 2.14.0
            Address    192.168.1.52:8080
            Sign-in    encrypted token
            Updates    callback (1 of 3 slots free), and every 30 s
            Replaces   Hallway (0A2B3C4D), whose entry and token go
            Writes     ~/.config/keyturn/tokens/778899AA (new, only you)
                       ~/.config/keyturn/entries.json (new, 14 lines)
            On bridge  the control loop registers one callback

          › Write it    Change something    Show the file    Leave
          Left/Right  Enter  Esc back  ? help  Ctrl-C leave
        """,
    ]

    /// 40 columns wide.
    private static let wide40 = [
        "reauth": """
          Sign in to Hallway anew
          Nothing is written until a sign-in
          works.  Esc: back  Ctrl-C: leave

        ✓ Bridge     Hallway at 192.168.1.52
        ? How should keyturn get the token?
          › Press the button on the bridge
              may switch on its API; its answer
              crosses the network in clear
            Paste it from the Nuki app
              needs HTTP API switched on
            Keep the stored one
              for another sign-in
          Up/Down  Enter  ? help  Ctrl-C leave
        """,
        "replacement": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ✓ Token
          from the file, 12 characters
        ✓ Sign-in    encrypted, 41 ms
        ✓ Found
          Front door (lock, locked),
          Intercom\\u{1B}[2J (opener, ready)
          Bridge 778899AA is new and has devices
          of Hallway, bridge 0A2B3C4D.
          Yes gives it the name, the settings
          and the entity ids of that one, whose
          entry and token go once this is
          written.
        ? Is this the replacement of Hallway?
            Yes, it takes its place  › No
          Left/Right  Enter  ? help
          Ctrl-C leave
        """,
        "review": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ✓ Token
          from the file, 12 characters
        ✓ Sign-in    encrypted, 41 ms
        ✓ Found
          Front door (lock, locked),
          Intercom\\u{1B}[2J (opener, ready)

          Review
            Bridge
              Hallway, firmware 2.14.0
            Address
              192.168.1.52:8080
            Sign-in
              encrypted token
            Updates
              callback (1 of 3 slots free), and
              every 30 s
            Replaces
              Hallway (0A2B3C4D), whose entry
              and token go
            Writes
              ~/.config/keyturn/tokens/778899AA
              (new, only you)
              ~/.config/keyturn/entries.json
              (new, 14 lines)
            On bridge
              the control loop registers one
              callback

          › Write it
            Change something
            Show the file
            Leave
          Up/Down  Enter  Esc back  ? help
          Ctrl-C leave
        """,
    ]

    /// 20 columns wide.
    private static let wide20 = [
        "reauth": """
          Sign in to Hallway
          anew
          Nothing is written
          until a sign-in
          works.  Esc: back
          Ctrl-C: leave

        ✓ Bridge
          Hallway at
          192.168.1.52
        ? How should keyturn
          get the token?
          › Press the button
            on the bridge
              may switch on
              its API; its
              answer crosses
              the network in
              clear
            Paste it from
            the Nuki app
              needs HTTP API
              switched on
            Keep the stored
            one
              for another
              sign-in
          Up/Down  Enter
          ? help
          Ctrl-C leave
        """,
        "replacement": """
          Set up a Nuki
          bridge
          Nothing is written
          until the review.
          Esc: back  Ctrl-C:
          leave

        ✓ Bridge
          192.168.1.52
        ✓ Token
          from the file, 12
          characters
        ✓ Sign-in
          encrypted, 41 ms
        ✓ Found
          Front door (lock,
          locked),
          Intercom\\u{1B}[2J
          (opener, ready)
          Bridge 778899AA is
          new and has
          devices of
          Hallway, bridge
          0A2B3C4D.
          Yes gives it the
          name, the settings
          and the entity ids
          of that one, whose
          entry and token go
          once this is
          written.
        ? Is this the
          replacement of
          Hallway?
            Yes, it takes
            its place
          › No
          Up/Down  Enter
          ? help
          Ctrl-C leave
        """,
        "review": """
          until the review.
          Esc: back  Ctrl-C:
          leave

        ✓ Bridge
          192.168.1.52
        ✓ Token
          from the file, 12
          characters
        ✓ Sign-in
          encrypted, 41 ms
        ✓ Found
          Front door (lock,
          locked),
          Intercom\\u{1B}[2J
          (opener, ready)

          Review
            Bridge
              Hallway,
              firmware
              2.14.0
            Address
              192.168.1.52:
              8080
            Sign-in
              encrypted
              token
            Updates
              callback (1 of
              3 slots free),
              and every 30 s
            Replaces
              Hallway
              (0A2B3C4D),
              whose entry
              and token go
            Writes
              ~/.config/
              keyturn/
              tokens/
              778899AA (new,
              only you)
              ~/.config/
              keyturn/
              entries.json
              (new, 14
              lines)
            On bridge
              the control
              loop registers
              one callback

          › Write it
            Change something
            Show the file
            Leave
          Up/Down  Enter
          Esc back  ? help
          Ctrl-C leave
        """,
    ]
}
