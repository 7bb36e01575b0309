/// The screens of a first run, as they were read and found good at each width.
enum FirstRunScreens {
    static let frames: [Int: [String: String]] = [
        80: [
            "searching": """
              Set up a Nuki bridge
              Nothing is written until the review.  Ctrl-C: leave

            ⠋ Looking on eth0                                              1:30 left
              DHCP: listening; a bridge speaks when it starts or renews its lease.
              Nothing yet?  Unplug the bridge, wait 5 s, plug it in.
              › Enter an address by hand
              Up/Down  Enter  Ctrl-C leave
            """,
            "found": """
              Set up a Nuki bridge
              Nothing is written until the review.  Ctrl-C: leave

            ⠋ Looking on eth0                                              1:30 left
              › Nuki_Bridge_0A2B3C4D    192.168.1.52   DHCP, answers
                Enter an address by hand
              Up/Down  Enter  Ctrl-C leave
            """,
            "token": """
              Set up a Nuki bridge
              Nothing is written until the review.  Ctrl-C: leave

            ✓ Bridge     Nuki_Bridge_0A2B3C4D at 192.168.1.52
            ? How should keyturn get the token?
              › Press the button on the bridge    may switch on its API; its answer
                                                  crosses the network in clear
                Paste it from the Nuki app        needs HTTP API switched on
              Up/Down  Enter  Ctrl-C leave
            """,
            "review": """
              Set up a Nuki bridge
              Nothing is written until the review.  Ctrl-C: leave

            ✓ Bridge     Nuki_Bridge_0A2B3C4D at 192.168.1.52
            ✓ Token      from the bridge, 6 characters
            ✓ Sign-in    encrypted, 41 ms
            ! 6 characters can be guessed by someone who records a request.
              KT-TOKEN-WEAK

              Fix   Set one of 20 in the Nuki app some day, then run setup again.
            ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                         ready)

              Review
                Bridge     Bridge 0A2B3C4D, firmware 2.14.0
                Address    192.168.1.52:8080
                Sign-in    encrypted token
                Writes     /home/a/.config/keyturn/tokens/0A2B3C4D (new, only you)
                           /home/a/.config/keyturn/entries.json (new, 14 lines)

              › Write it    Leave
              Left/Right  Enter  Ctrl-C leave
            """,
            "end": """
              Set up a Nuki bridge
              Nothing is written until the review.  Ctrl-C: leave

            ✓ Bridge     Nuki_Bridge_0A2B3C4D at 192.168.1.52
            ✓ Token      from the bridge, 6 characters
            ✓ Sign-in    encrypted, 41 ms
            ! 6 characters can be guessed by someone who records a request.
              KT-TOKEN-WEAK

              Fix   Set one of 20 in the Nuki app some day, then run setup again.
            ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                         ready)
            ✓ Wrote 2 files.
                keyturn run     watch from here
                keyturn status  one look
            """,
        ],
        40: [
            "searching": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Ctrl-C: leave

            ⠋ Looking on eth0              1:30 left
              DHCP: listening; a bridge speaks when
              it starts or renews its lease.
              Nothing yet?  Unplug the bridge, wait
              5 s, plug it in.
              › Enter an address by hand
              Up/Down  Enter  Ctrl-C leave
            """,
            "found": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Ctrl-C: leave

            ⠋ Looking on eth0              1:30 left
              › Nuki_Bridge_0A2B3C4D
                  192.168.1.52   DHCP, answers
                Enter an address by hand
              Up/Down  Enter  Ctrl-C leave
            """,
            "token": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Ctrl-C: leave

            ✓ Bridge
              Nuki_Bridge_0A2B3C4D at 192.168.1.52
            ? How should keyturn get the token?
              › Press the button on the bridge
                  may switch on its API; its answer
                  crosses the network in clear
                Paste it from the Nuki app
                  needs HTTP API switched on
              Up/Down  Enter  Ctrl-C leave
            """,
            "review": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Ctrl-C: leave

            ✓ Bridge
              Nuki_Bridge_0A2B3C4D at 192.168.1.52
            ✓ Token
              from the bridge, 6 characters
            ✓ Sign-in    encrypted, 41 ms
            ! 6 characters can be guessed by someone
              who records a request.   KT-TOKEN-WEAK

              Fix   Set one of 20 in the Nuki app
                    some day, then run setup again.
            ✓ Found
              Front door (lock, locked),
              Intercom\\u{1B}[2J (opener, ready)

              Review
                Bridge
                  Bridge 0A2B3C4D, firmware 2.14.0
                Address
                  192.168.1.52:8080
                Sign-in
                  encrypted token
                Writes
                  /home/a/.config/keyturn/tokens/
                  0A2B3C4D (new, only you)
                  /home/a/.config/keyturn/entries.
                  json (new, 14 lines)

              › Write it    Leave
              Left/Right  Enter  Ctrl-C leave
            """,
            "end": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Ctrl-C: leave

            ✓ Bridge
              Nuki_Bridge_0A2B3C4D at 192.168.1.52
            ✓ Token
              from the bridge, 6 characters
            ✓ Sign-in    encrypted, 41 ms
            ! 6 characters can be guessed by someone
              who records a request.   KT-TOKEN-WEAK

              Fix   Set one of 20 in the Nuki app
                    some day, then run setup again.
            ✓ Found
              Front door (lock, locked),
              Intercom\\u{1B}[2J (opener, ready)
            ✓ Wrote 2 files.
                keyturn run
                  watch from here
                keyturn status
                  one look
            """,
        ],
        20: [
            "searching": """
              Set up a Nuki
              bridge
              Nothing is written
              until the review.
              Ctrl-C: leave

            ⠋ Looking on eth0
              1:30 left
              DHCP: listening; a
              bridge speaks when
              it starts or
              renews its lease.
              Nothing yet?
              Unplug the bridge,
              wait 5 s, plug it
              in.
              › Enter an address
                by hand
              Up/Down  Enter
              Ctrl-C leave
            """,
            "found": """
              Set up a Nuki
              bridge
              Nothing is written
              until the review.
              Ctrl-C: leave

            ⠋ Looking on eth0
              1:30 left
              › Nuki_Bridge_
                0A2B3C4D
                  192.168.1.52
                  DHCP, answers
                Enter an address
                by hand
              Up/Down  Enter
              Ctrl-C leave
            """,
            "token": """
              Set up a Nuki
              bridge
              Nothing is written
              until the review.
              Ctrl-C: leave

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
              Ctrl-C leave
            """,
            "review": """
              until the review.
              Ctrl-C: leave

            ✓ Bridge
              Nuki_Bridge_
              0A2B3C4D at
              192.168.1.52
            ✓ Token
              from the bridge, 6
              characters
            ✓ Sign-in
              encrypted, 41 ms
            ! 6 characters can
              be guessed by
              someone who
              records a request.
              KT-TOKEN-WEAK

              Fix   Set one of
                    20 in the
                    Nuki app
                    some day,
                    then run
                    setup again.
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
                  8080
                Sign-in
                  encrypted
                  token
                Writes
                  /home/a/.
                  config/
                  keyturn/
                  tokens/
                  0A2B3C4D (new,
                  only you)
                  /home/a/.
                  config/
                  keyturn/
                  entries.json
                  (new, 14
                  lines)

              › Write it
                Leave
              Up/Down  Enter
              Ctrl-C leave
            """,
            "end": """
              until the review.
              Ctrl-C: leave

            ✓ Bridge
              Nuki_Bridge_
              0A2B3C4D at
              192.168.1.52
            ✓ Token
              from the bridge, 6
              characters
            ✓ Sign-in
              encrypted, 41 ms
            ! 6 characters can
              be guessed by
              someone who
              records a request.
              KT-TOKEN-WEAK

              Fix   Set one of
                    20 in the
                    Nuki app
                    some day,
                    then run
                    setup again.
            ✓ Found
              Front door (lock,
              locked),
              Intercom\\u{1B}[2J
              (opener, ready)
            ✓ Wrote 2 files.
                keyturn run
                  watch from
                  here
                keyturn status
                  one look
            """,
        ],
    ]
}
