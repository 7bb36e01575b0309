extension ConfiguredScreens {
    /// 40 columns wide.
    static let wide40 = [
        "remove": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

          These commands take the bridges to
          other systems:
            keyturn export home-assistant
              for Home Assistant

          Its entry, its token and the loop's
          callback on the bridge go.
        ? Remove Hallway?
            Yes, remove it  › No
          Left/Right  Enter  Esc back
          Ctrl-C leave
        """,
        "reauth": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ! Hallway refuses the stored token
          › Press its button
            Paste a new token
            Later
          Up/Down  Enter  ? help  Ctrl-C leave
        """,
        "what": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ✓ Bridge     Hallway at 192.168.1.52
        ? What should change?
          › Name
              Hallway
            Address
              192.168.1.52
            Port
              8080
            Token
              not shown
            Sign-in
              encrypted token
            Updates
              callback auto
          Up/Down  Enter  Esc back  Ctrl-C leave
        """,
        "home": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

          1 bridge is set up
        ✓ Hallway
          0A2B3C4D   192.168.1.52   online, 38
          ms, 2 devices

          › Check it
              read only
            Change it
              name, token, sign-in, updates
            Add another bridge
            Export
            Remove it
            Leave
          Up/Down  Enter  ? help  Ctrl-C leave
        """,
        "changed": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ✓ Bridge     Hallway at 192.168.1.52

          Review
            Bridge
              Entrance, firmware 2.14.0
            Address
              192.168.1.52:8080, followed by
              DHCP if it changes
            Sign-in
              encrypted token
            Updates
              callback if a slot is free, and
              every 30 s
            Writes
              ~/.config/keyturn/tokens/0A2B3C4D
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
        "checked": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ✓ Hallway
          0A2B3C4D   192.168.1.52   online, 38
          ms, 2 devices
        ! Hallway moved from 192.168.1.77 to
          192.168.1.52, 4 min ago

          Why   It was followed.

          Fix   To stop this, reserve the
                address for 54:d2:72:0a:0b:0c in
                your router.
        ! A device calling itself the bridge of
          Hallway appeared at 192.168.1.99
          KT-MOVE-DOUBT

          Why   Same name, other hardware: was
                54:d2:72:0a:0b:0c, now
                02:42:ac:11:00:02.  Checking
                would hand it a valid sign-in
                for your bridge.

          Fix   If you replaced the bridge:
                keyturn setup --bridge 0A2B3C4D
                If not: somebody on this network
                is pretending.

          1 bridge is set up
        ✓ Hallway
          0A2B3C4D   192.168.1.52   online, 38
          ms, 2 devices

          › Check it
              read only
            Change it
              name, token, sign-in, updates
            Add another bridge
            Export
            Remove it
            Leave
          Up/Down  Enter  Esc back  ? help
          Ctrl-C leave
        """,
        "resume": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ? Continue where you left off
          (Nuki_Bridge_0A2B3C4D chosen, token
          missing)?
          › Continue    Start anew
          Left/Right  Enter  Ctrl-C leave
        """,
        "left": """
          Set up a Nuki bridge
          Nothing is written until the review.
          Esc: back  Ctrl-C: leave

        ✓ Bridge
          Nuki_Bridge_0A2B3C4D at 192.168.1.52
        ? How should keyturn get the token?
          › Press the button on the bridge
              may switch on its API; its answer
              crosses the network in clear
            Paste it from the Nuki app
              needs HTTP API switched on
        ^C
          Left.  Nothing was written.
          keyturn setup continues with
          Nuki_Bridge_0A2B3C4D.
        """,
    ]
}
