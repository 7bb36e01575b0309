extension SearchScreens {
    /// 80 columns wide.
    static let wide80 = [
        "nothing": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ! No bridge showed up in 90 s                               KT-FIND-NONE

          Why   A bridge is only heard when it asks for an address.  One with a
                long lease can stay silent for a day; renewals go to the DHCP
                server alone and are not heard.

        ? Try, most likely first
          › Unplug the bridge, plug it in, listen again    90 s
            Look on another interface                      wlan0
            Ask Nuki's cloud directory                     leaves this network
            Enter the address by hand                      the Nuki app shows it
            Leave
          Up/Down  Enter  ? help  Ctrl-C leave
        """,
        "cloud": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

          It sees your public address, nothing else.  The answer may include a
          neighbour's bridge; each one is checked on your network first.
        ? Ask api.nuki.io which bridges share your internet connection?
            Yes, once  › No
          Left/Right  Enter  Esc back  Ctrl-C leave
        """,
        "picked": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ That was 0A2B3C4D; its token is kept.
        ✓ Bridge     Nuki_Bridge_0A2B3C4D at 192.168.1.52
        ✓ Token      from the bridge, 12 characters
        ✓ Sign-in    encrypted, 41 ms
        ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                     ready)

          Review
            Bridge     Bridge 0A2B3C4D, firmware 2.14.0
            Address    192.168.1.52:8080, followed by DHCP if it changes
            Sign-in    encrypted token
            Updates    callback (1 of 3 slots free), and every 30 s
            Writes     ~/.config/keyturn/tokens/0A2B3C4D (new, only you)
                       ~/.config/keyturn/entries.json (new, 14 lines)
            On bridge  the control loop registers one callback

          › Write it    Change something    Show the file    Leave
          Left/Right  Enter  Esc back  ? help  Ctrl-C leave
        """,
        "several": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ 2 bridges answered
          › [x] Nuki_Bridge_0A2B3C4D    192.168.1.52   DHCP, now
            [ ] Nuki_Bridge_5E6F7081    192.168.1.61   neighbour table
          Up/Down  Space select  a all  Enter go on  p press to pick  Esc back
          ? help  Ctrl-C leave
        """,
        "listed": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ⠋ Looking on eth0                                              1:30 left
        ! A bridge is listed without its address: server id 0C2A77A2
          KT-FIND-HIDDEN

          Why   Discovery is switched off on that bridge.

          Fix   Nuki app > Manage my devices > Bridge > HTTP API > on.

        ✓ Cloud directory: 2 listed
          › 192.168.1.52    server id 1B2C3D4E   answers like a bridge ✓
            192.168.0.14    server id 7E3741AB   no answer here: not yours?
            Enter an address by hand
          Up/Down  Enter  r restart  Esc back  ? help  Ctrl-C leave
        """,
        "first": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     Nuki_Bridge_0A2B3C4D at 192.168.1.52
        ✓ Bridge     Nuki_Bridge_5E6F7081 at 192.168.1.61
        ? How should keyturn get the token? (1 of 2, 0A2B3C4D)
          › Press the button on the bridge    may switch on its API; its answer
                                              crosses the network in clear
            Paste it from the Nuki app        needs HTTP API switched on
          Up/Down  Enter  Esc back  ? help  Ctrl-C leave
        """,
        "deaf": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ! Cannot listen for DHCP on eth0: this program lacks CAP_NET_RAW
          KT-CAP-RIGHT

          Why   Linux lets only privileged programs see packets that are not
                theirs.  Everything else in keyturn works without it.

          › Go on without listening    kernel, lease files, cloud, by hand
            Show how to allow it
            Leave
          Up/Down  Enter  ? help  Ctrl-C leave
        """,
        "address": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ? Address of the bridge: 192.168.1.520
          ✗ 192.168.1.520 is not an address: each part goes up to 255.  Did you
            mean 192.168.1.52?  Tab
          Enter  Esc back  Ctrl-C leave
        """,
        "review-both": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     Nuki_Bridge_0A2B3C4D at 192.168.1.52
        ✓ Bridge     Nuki_Bridge_5E6F7081 at 192.168.1.61
        ✓ Token      0A2B3C4D: from the bridge, 12 characters
        ✓ Sign-in    0A2B3C4D: encrypted, 41 ms
        ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                     ready)
        ✓ Token      5E6F7081: from the bridge, 12 characters
        ✓ Sign-in    5E6F7081: encrypted, 41 ms
        ✓ Found      Front door (lock, locked), Intercom\\u{1B}[2J (opener,
                     ready)

          Review
            Bridge     Bridge 0A2B3C4D, firmware 2.14.0
            Address    192.168.1.52:8080, followed by DHCP if it changes
            Sign-in    encrypted token
            Updates    callback (1 of 3 slots free), and every 30 s

            Bridge     Bridge 5E6F7081, firmware 2.14.0
            Address    192.168.1.61:8080
            Sign-in    encrypted token
            Updates    callback (1 of 3 slots free), and every 30 s

            Writes     ~/.config/keyturn/tokens/0A2B3C4D (new, only you)
                       ~/.config/keyturn/tokens/5E6F7081 (new, only you)
                       ~/.config/keyturn/entries.json (new, 14 lines)
            On bridge  the control loop registers one callback on each

          › Write it    Change something    Show the file    Leave
          Left/Right  Enter  Esc back  ? help  Ctrl-C leave
        """,
    ]
}
