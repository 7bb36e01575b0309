/// The screens of a refused sign-in, as they were read and found good at each width.
enum SignInScreens {
    static let frames: [Int: [String: String]] = [
        80: [
            "searching": """
              Set up a Nuki bridge
              Nothing is written until the review.  Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token      from the file, 12 characters
            ⠋ Refused.  Looking for the bridge's clock, backward              4 of 9
              Esc stop
            """,
            "refused": """
              Set up a Nuki bridge
              Nothing is written until the review.  Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token      from the file, 12 characters
            ✗ The bridge at 192.168.1.52 refused this token            KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted and to the hashed sign-in.
                    Either the token is wrong, or the bridge's clock is: both
                    sign-ins carry the time, and the answer does not say which.  The
                    search for its clock was stopped.
            ? What now?
              › Press the button on the bridge    settles whether it is the token
                Type it again                     what was refused is forgotten
                Look for a clock that is ahead    who records a try can use it until
                                                  its time is past
                Try without encryption            settles whether it is the clock;
                                                  sends the token itself to
                                                  192.168.1.52 and to anyone
                                                  listening
                Leave
              Up/Down  Enter  Ctrl-C leave
            """,
            "clock": """
              Set up a Nuki bridge
              Nothing is written until the review.  Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token      from the file, 12 characters
            ✗ The bridge at 192.168.1.52 refused this token            KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted and to the hashed sign-in.
                    Either the token is wrong, or the bridge's clock is: both
                    sign-ins carry the time, and the answer does not say which.  The
                    search for its clock was stopped.
            ! Encrypted sign-in fails, plain works                     KT-AUTH-CLOCK

              Why   An encrypted sign-in carries the time.  The bridge thinks it is
                    1970-01-01 00:12 UTC, this machine 2026-08-22 09:31 UTC.  A
                    bridge that cannot reach the internet has no clock.
            ? What now?
              › Sign in by the bridge's clock    encrypted again, nothing in clear
                Let the bridge reach the internet, power-cycle it, test again
                Keep plain for now               the token goes in clear, every time
                Leave
              Up/Down  Enter  Esc back  Ctrl-C leave
            """,
            "review": """
              Set up a Nuki bridge
              Nothing is written until the review.  Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token      from the file, 12 characters
            ✗ The bridge at 192.168.1.52 refused this token            KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted and to the hashed sign-in.
                    Either the token is wrong, or the bridge's clock is: both
                    sign-ins carry the time, and the answer does not say which.  The
                    search for its clock was stopped.
            ! Encrypted sign-in fails, plain works                     KT-AUTH-CLOCK

              Why   An encrypted sign-in carries the time.  The bridge thinks it is
                    1970-01-01 00:12 UTC, this machine 2026-08-22 09:31 UTC.  A
                    bridge that cannot reach the internet has no clock.
            ✓ Sign-in    encrypted, by the bridge's clock (56 years 247 days slow)
            ! The bridge's clock is 56 years 247 days slow; sign-ins are made by it.
              KT-AUTH-CLOCK

              Fix   Let the bridge reach the internet, power-cycle it, and run setup
                    again.
            ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                         ready)

              Review
                Bridge     Bridge 0A2B3C4D, firmware 2.14.0
                Address    192.168.1.52:8080
                Sign-in    encrypted token, by the bridge's clock (56 years 247 days
                           slow)
                Updates    callback (1 of 3 slots free), and every 30 s
                Writes     ~/.config/keyturn/tokens/0A2B3C4D (new, only you)
                           ~/.config/keyturn/entries.json (new, 14 lines)
                On bridge  the control loop registers one callback

              › Write it    Change something    Show the file    Leave
              Left/Right  Enter  Esc back  ? help  Ctrl-C leave
            """,
        ],
        40: [
            "searching": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token
              from the file, 12 characters
            ⠋ Refused.  Looking for the bridge's
              clock, backward                 4 of 9
              Esc stop
            """,
            "refused": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token
              from the file, 12 characters
            ✗ The bridge at 192.168.1.52 refused
              this token               KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted
                    and to the hashed sign-in.
                    Either the token is wrong, or
                    the bridge's clock is: both
                    sign-ins carry the time, and the
                    answer does not say which.  The
                    search for its clock was
                    stopped.
            ? What now?
              › Press the button on the bridge
                  settles whether it is the token
                Type it again
                  what was refused is forgotten
                Look for a clock that is ahead
                  who records a try can use it until
                  its time is past
                Try without encryption
                  settles whether it is the clock;
                  sends the token itself to
                  192.168.1.52 and to anyone
                  listening
                Leave
              Up/Down  Enter  Ctrl-C leave
            """,
            "clock": """
              Set up a Nuki bridge
              Nothing is written until the review.
              Esc: back  Ctrl-C: leave

            ✓ Bridge     192.168.1.52
            ✓ Token
              from the file, 12 characters
            ✗ The bridge at 192.168.1.52 refused
              this token               KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted
                    and to the hashed sign-in.
                    Either the token is wrong, or
                    the bridge's clock is: both
                    sign-ins carry the time, and the
                    answer does not say which.  The
                    search for its clock was
                    stopped.
            ! Encrypted sign-in fails, plain works
              KT-AUTH-CLOCK

              Why   An encrypted sign-in carries the
                    time.  The bridge thinks it is
                    1970-01-01 00:12 UTC, this
                    machine 2026-08-22 09:31 UTC.  A
                    bridge that cannot reach the
                    internet has no clock.
            ? What now?
              › Sign in by the bridge's clock
                  encrypted again, nothing in clear
                Let the bridge reach the internet,
                power-cycle it, test again
                Keep plain for now
                  the token goes in clear, every
                  time
                Leave
              Up/Down  Enter  Esc back  Ctrl-C leave
            """,
            "review": """
            ✗ The bridge at 192.168.1.52 refused
              this token               KT-AUTH-TOKEN

              Why   It answered 401 to the encrypted
                    and to the hashed sign-in.
                    Either the token is wrong, or
                    the bridge's clock is: both
                    sign-ins carry the time, and the
                    answer does not say which.  The
                    search for its clock was
                    stopped.
            ! Encrypted sign-in fails, plain works
              KT-AUTH-CLOCK

              Why   An encrypted sign-in carries the
                    time.  The bridge thinks it is
                    1970-01-01 00:12 UTC, this
                    machine 2026-08-22 09:31 UTC.  A
                    bridge that cannot reach the
                    internet has no clock.
            ✓ Sign-in
              encrypted, by the bridge's clock (56
              years 247 days slow)
            ! The bridge's clock is 56 years 247
              days slow; sign-ins are made by it.
              KT-AUTH-CLOCK

              Fix   Let the bridge reach the
                    internet, power-cycle it, and
                    run setup again.
            ✓ Found
              Front door (lock, locked),
              Intercom\\u{1B}[2J (opener, ready)

              Review
                Bridge
                  Bridge 0A2B3C4D, firmware 2.14.0
                Address
                  192.168.1.52:8080
                Sign-in
                  encrypted token, by the bridge's
                  clock (56 years 247 days slow)
                Updates
                  callback (1 of 3 slots free), and
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
        ],
    ]
}
