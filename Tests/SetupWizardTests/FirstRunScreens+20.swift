extension FirstRunScreens {
    /// 20 columns wide.
    static let wide20 = [
        "searching": """
          Set up a Nuki
          bridge
          Nothing is written
          until the review.
          Esc: back  Ctrl-C:
          leave

        ⠋ Looking on eth0
          1:30 left
            neighbour table
              no Nuki name
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
          r restart  ? help
          Ctrl-C leave
        """,
        "found": """
          Set up a Nuki
          bridge
          Nothing is written
          until the review.
          Esc: back  Ctrl-C:
          leave

        ⠋ Looking on eth0
          1:30 left
          › Nuki_Bridge_
            0A2B3C4D
              192.168.1.52
              DHCP, now
              answers ✓
            Enter an address
            by hand
            Ask Nuki's cloud
            directory
          Up/Down  Enter
          r restart  ? help
          Ctrl-C leave
        """,
        "token": """
          Set up a Nuki
          bridge
          Nothing is written
          until the review.
          Esc: back  Ctrl-C:
          leave

        ✓ Bridge
          Nuki_Bridge_
          0A2B3C4D at
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
          Up/Down  Enter
          Esc back  ? help
          Ctrl-C leave
        """,
        "review": """
          be guessed by
          someone who
          records a request.
          KT-TOKEN-WEAK

          Fix   Set one of
                20 in the
                Nuki app
                some day,
                then:
                keyturn
                reauth
                BRIDGE
        ✓ Found
          Front door (lock,
          locked),
          Intercom\\u{1B}[2J
          (opener, ready)

          Review
            Bridge
              Bridge
              0A2B3C4D,
              firmware
              2.14.0
            Address
              192.168.1.52:
              8080, followed
              by DHCP if it
              changes
            Sign-in
              encrypted
              token
            Updates
              callback (1 of
              3 slots free),
              and every 30 s
            Writes
              ~/.config/
              keyturn/
              tokens/
              0A2B3C4D (new,
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
        "hand-off": """
          be guessed by
          someone who
          records a request.
          KT-TOKEN-WEAK

          Fix   Set one of
                20 in the
                Nuki app
                some day,
                then:
                keyturn
                reauth
                BRIDGE
        ✓ Found
          Front door (lock,
          locked),
          Intercom\\u{1B}[2J
          (opener, ready)
        ✓ Wrote 2 files.
        ? What now?
          › Start the
            control loop
            here
              Ctrl-C ends it
            Show how to run
            it as a service
            Add another
            bridge
            Leave
          Up/Down  Enter
          ? help
          Ctrl-C leave
        """,
        "end": """
          be guessed by
          someone who
          records a request.
          KT-TOKEN-WEAK

          Fix   Set one of
                20 in the
                Nuki app
                some day,
                then:
                keyturn
                reauth
                BRIDGE
        ✓ Found
          Front door (lock,
          locked),
          Intercom\\u{1B}[2J
          (opener, ready)
        ✓ Wrote 2 files.
            keyturn run
              watch and
              control from
              here
            keyturn status
              one look
            keyturn export
            home-assistant
            keyturn setup
              add another,
              or check this
              one
        """,
        "file": """
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

          ~/.config/keyturn/
          entries.json
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x

          Review
            Bridge
              Bridge
              0A2B3C4D,
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
            Writes
              ~/.config/
              keyturn/
              tokens/
              0A2B3C4D (new,
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
          ? help
          Ctrl-C leave
        """,
        "callback": """
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

          ~/.config/keyturn/
          entries.json
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
        ? Callback (auto,
          off or an
          address): auto
          Enter  Esc back
          Ctrl-C leave
        """,
        "https": """
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

          ~/.config/keyturn/
          entries.json
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
          x
        ? Callback (auto,
          off or an
          address): https://
          a.example/x
          ✗ The bridge
            cannot call
            https; use
            http://a.
            example/x
          Enter  Esc back
          Ctrl-C leave
        """,
    ]
}
