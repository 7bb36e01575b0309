extension TokenScreens {
    /// 80 columns wide.
    static let wide80 = [
        "odd": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ! 31 characters.  A bridge token has 6 to 20.

          Why   Some firmware appends the name of its Wi-Fi.  It is not cut:
                nobody knows where.

          › Paste it from the Nuki app
            Use it anyway    software bridges take longer ones
          Up/Down  Enter  Esc back  ? help  Ctrl-C leave
        """,
        "not-pressed": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ! No press in 30 s                                          KT-AUTH-WAIT
          › Start again    Paste the token    Leave
          Left/Right  Enter  Esc back  Ctrl-C leave
        """,
        "button-off": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ! No press in 30 s                                          KT-AUTH-WAIT
        ✗ This bridge does not hand out tokens by button             KT-AUTH-OFF

          Why   192.168.1.52 answered 403: sign-in by button, or the whole API,
                is switched off.

          Fix   Nuki app > Manage my devices > Bridge > HTTP API > on.
                Then paste the token that the app shows.
        ? What now?
          › Paste the token
            Try again
            Leave
          Up/Down  Enter  Esc back  Ctrl-C leave
        """,
        "window": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ? Press the button on the bridge now

            The bridge's light comes on.
            ██████████████████████████████   30 s left

          Esc stop  Ctrl-C leave
        """,
        "short": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ? Token: •••••                                              5 characters
          ✗ 5 characters.  A bridge token has 6 to 20.
          Enter  F2 show  Esc back  Ctrl-C leave
        """,
        "long": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ! 25 characters.  A bridge token has 6 to 20.

          Why   The Nuki app takes longer ones, a bridge does not.

          › Type it again
            Use it anyway    software bridges take longer ones
          Up/Down  Enter  Esc back  ? help  Ctrl-C leave
        """,
        "refused": """
          Set up a Nuki bridge
          Nothing is written until the review.  Esc: back  Ctrl-C: leave

        ✓ Bridge     192.168.1.52
        ✓ Token      8 characters
        ✗ The bridge at 192.168.1.52 refused this token            KT-AUTH-TOKEN

          Why   It answered 401 to the encrypted and to the hashed sign-in.
                Either the token is wrong, or the bridge's clock is: both
                sign-ins carry the time, and the answer does not say which.
        ? What now?
          › Press the button on the bridge    settles whether it is the token
            Type it again                     what was refused is forgotten
            Try without encryption            settles whether it is the clock;
                                              sends the token itself to
                                              192.168.1.52 and to anyone
                                              listening
            Leave
          Up/Down  Enter  Esc back  Ctrl-C leave
        """,
    ]
}
