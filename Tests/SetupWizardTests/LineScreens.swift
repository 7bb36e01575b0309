/// The screens of a first run in lines, as they were read and found good at each width.
enum LineScreens {
    static let frames: [Int: [String: String]] = [
        80: [
            "end": """
            Set up a Nuki bridge
            Nothing is written until the review.  Type b to go back, q to leave,
            question mark for help.

            Looking on eth0 for 90 seconds.

            Nothing yet?  Unplug the bridge, wait 5 s, plug it in.

            1. Enter an address by hand
            2. Ask Nuki's cloud directory
            r. restart
            Type a number, or press Enter for 1:
            DHCP: listening: a bridge speaks when it starts or renews its lease
            Type a number, or press Enter for 1:
            Found so far: 1.
            3. Nuki_Bridge_0A2B3C4D at 192.168.1.52, DHCP, now, answers
            Type a number, or press Enter for 3: ok: Bridge     Nuki_Bridge_0A2B3C4D at 192.
            168.1.52
            How should keyturn get the token?
            1. Press the button on the bridge, may switch on its API; its answer
            crosses the network in clear
            2. Paste it from the Nuki app, needs HTTP API switched on
            Type a number, or press Enter for 1: ? and Enter: help.  Esc and Enter: back.
            Token, not shown as you type:
            Received 12 characters.
            ok: Token      12 characters
            Testing the sign-in at 192.168.1.52:8080
            ok: Sign-in    encrypted, 41 ms
            ok: Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                           ready)
            Counting its callbacks

            Review
              Bridge     Bridge 0A2B3C4D, firmware 2.14.0
              Address    192.168.1.52:8080, followed by DHCP if it changes
              Sign-in    encrypted token
              Updates    callback (1 of 3 slots free), and every 30 s
              Writes     ~/.config/keyturn/tokens/0A2B3C4D (new, only you)
                         ~/.config/keyturn/entries.json (new, 14 lines)
              On bridge  the control loop registers one callback

            1. Write it
            2. Change something
            3. Show the file
            4. Leave
            Type a number, or press Enter for 1: Writing
            ok: Wrote 2 files.
            What now?
            1. Start the control loop here, Ctrl-C ends it
            2. Show how to run it as a service
            3. Add another bridge
            4. Leave
            Type a number, or press Enter for 1:   keyturn run     watch and control from he
            re
              keyturn status  one look
              keyturn export home-assistant
              keyturn setup   add another, or check this one
            """
        ],
        40: [
            "end": """
            Set up a Nuki bridge
            Nothing is written until the review.
            Type b to go back, q to leave, question
            mark for help.

            Looking on eth0 for 90 seconds.

            Nothing yet?  Unplug the bridge, wait 5
            s, plug it in.

            1. Enter an address by hand
            2. Ask Nuki's cloud directory
            r. restart
            Type a number, or press Enter for 1:
            DHCP: listening: a bridge speaks when it
            starts or renews its lease
            Type a number, or press Enter for 1:
            Found so far: 1.
            3. Nuki_Bridge_0A2B3C4D at 192.168.1.52,
            DHCP, now, answers
            Type a number, or press Enter for 3: ok:
             Bridge
              Nuki_Bridge_0A2B3C4D at 192.168.1.52
            How should keyturn get the token?
            1. Press the button on the bridge, may
            switch on its API; its answer crosses
            the network in clear
            2. Paste it from the Nuki app, needs
            HTTP API switched on
            Type a number, or press Enter for 1: ? a
            nd Enter: help.  Esc and Enter: back.
            Token, not shown as you type:
            Received 12 characters.
            ok: Token      12 characters
            Testing the sign-in at 192.168.1.52:8080
            ok: Sign-in    encrypted, 41 ms
            ok: Found
              Front door (lock, locked),
              Intercom\\u{1B}[2J (opener, ready)
            Counting its callbacks

            Review
              Bridge
                Bridge 0A2B3C4D, firmware 2.14.0
              Address
                192.168.1.52:8080, followed by DHCP
                if it changes
              Sign-in
                encrypted token
              Updates
                callback (1 of 3 slots free), and
                every 30 s
              Writes
                ~/.config/keyturn/tokens/0A2B3C4D
                (new, only you)
                ~/.config/keyturn/entries.json (new,
                14 lines)
              On bridge
                the control loop registers one
                callback

            1. Write it
            2. Change something
            3. Show the file
            4. Leave
            Type a number, or press Enter for 1: Wri
            ting
            ok: Wrote 2 files.
            What now?
            1. Start the control loop here, Ctrl-C
            ends it
            2. Show how to run it as a service
            3. Add another bridge
            4. Leave
            Type a number, or press Enter for 1:   k
            eyturn run
                watch and control from here
              keyturn status
                one look
              keyturn export home-assistant
              keyturn setup
                add another, or check this one
            """
        ],
        20: [
            "end": """
            Nothing yet?  Unplug
            the bridge, wait 5
            s, plug it in.

            1. Enter an address
            by hand
            2. Ask Nuki's cloud
            directory
            r. restart
            Type a number, or
            press Enter for 1:
            DHCP: listening: a
            bridge speaks when
            it starts or renews
            its lease
            Type a number, or
            press Enter for 1:
            Found so far: 1.
            3.
            Nuki_Bridge_0A2B3C4D
            at 192.168.1.52,
            DHCP, now, answers
            Type a number, or
            press Enter for 3: o
            k: Bridge
              Nuki_Bridge_
              0A2B3C4D at
              192.168.1.52
            How should keyturn
            get the token?
            1. Press the button
            on the bridge, may
            switch on its API;
            its answer crosses
            the network in clear
            2. Paste it from the
            Nuki app, needs HTTP
            API switched on
            Type a number, or
            press Enter for 1: ?
             and Enter: help.
            Esc and Enter: back.
            Token, not shown as
            you type:
            Received 12
            characters.
            ok: Token
              12 characters
            Testing the sign-in
            at 192.168.1.52:8080
            ok: Sign-in
              encrypted, 41 ms
            ok: Found
              Front door (lock,
              locked),
              Intercom\\u{1B}[2J
              (opener, ready)
            Counting its
            callbacks

            Review
              Bridge
                Bridge 0A2B3C4D,
                firmware 2.14.0
              Address
                192.168.1.52:
                8080, followed
                by DHCP if it
                changes
              Sign-in
                encrypted token
              Updates
                callback (1 of 3
                slots free), and
                every 30 s
              Writes
                ~/.config/
                keyturn/tokens/
                0A2B3C4D (new,
                only you)
                ~/.config/
                keyturn/entries.
                json (new, 14
                lines)
              On bridge
                the control loop
                registers one
                callback

            1. Write it
            2. Change something
            3. Show the file
            4. Leave
            Type a number, or
            press Enter for 1: W
            riting
            ok: Wrote 2 files.
            What now?
            1. Start the control
            loop here, Ctrl-C
            ends it
            2. Show how to run
            it as a service
            3. Add another
            bridge
            4. Leave
            Type a number, or
            press Enter for 1:
             keyturn run
                watch and
                control from
                here
              keyturn status
                one look
              keyturn export
              home-assistant
              keyturn setup
                add another, or
                check this one
            """
        ],
    ]
}
