/// Reaching a bridge, signing in, and being sure which one it is.
extension ErrorExplanation {
    static let connectionRefused = ErrorExplanation(
        .connectionRefused, "Nothing listens at the address and port",
        why: "The machine is there and refused the connection: the bridge's HTTP API is off, or the port is another.",
        fixes: [
            "Nuki app > Manage my devices > Bridge > HTTP API > on.",
            "Compare the port with the one the app shows: keyturn setup --port",
        ], exit: .unreachable)

    static let noAnswer = ErrorExplanation(
        .noAnswer, "No answer came, or it broke off",
        why:
            "The bridge is off, elsewhere, busy with its Wi-Fi, or on a network that does not let this machine through.",
        fixes: [
            "Check that both are on the same network; guest Wi-Fi keeps devices apart.",
            "Unplug the bridge, wait 5 s, plug it in.",
        ], exit: .unreachable)

    static let notABridge = ErrorExplanation(
        .notABridge, "What answers is no Nuki Bridge",
        why: "It was asked what a bridge is asked, and answered otherwise than a bridge does.",
        fixes: ["Check the address and the port in the Nuki app."], exit: .unreachable)

    static let tokenRefused = ErrorExplanation(
        .tokenRefused, "The bridge refused the token",
        why: "Encrypted and hashed sign-ins carry the time, and a refusal does not say whether the token is wrong or "
            + "the bridge's clock.",
        fixes: [
            "Get a token that is right for sure: keyturn setup --press-button",
            "Set a new token in the Nuki app, and use that: --token-file PATH",
            "Settle whether it is the clock: keyturn setup --host ADDRESS --allow-plain",
        ], exit: .signInRefused)

    static let clocksDiffer = ErrorExplanation(
        .clocksDiffer, "The bridge's clock and this machine's differ",
        why: "An encrypted sign-in carries the time.  A bridge that cannot reach the internet has no clock.",
        fixes: [
            "Let the bridge reach the internet, unplug it, plug it in.",
            "Set this machine's clock: timedatectl set-ntp true",
            "Or sign in by the bridge's clock: setup offers it.",
        ], exit: .signInRefused)

    static let signInOff = ErrorExplanation(
        .signInOff, "The bridge's API, or its sign-in by button, is switched off",
        why: "The bridge answered 403: it is there, and was told to let nobody in.",
        fixes: [
            "Nuki app > Manage my devices > Bridge > HTTP API > on.",
            "Then use the token that the app shows: --token-file PATH",
        ], exit: .signInRefused)

    static let notPressed = ErrorExplanation(
        .notPressed, "Nobody pressed the button in 30 seconds",
        why: "The bridge waits that long and then gives up.",
        fixes: ["Try again, and press the button while the bridge's light is on."], exit: .signInRefused)

    static let tokenWeak = ErrorExplanation(
        .tokenWeak, "The token works and is so short that it can be guessed",
        why: "Whoever records one request can try short tokens against it at leisure, far from the bridge.",
        fixes: ["Set one of 20 characters in the Nuki app, then: keyturn reauth BRIDGE"], exit: nil)

    static let otherBridge = ErrorExplanation(
        .otherBridge, "Another bridge lives at the address now",
        why: "Addresses are handed out anew; the bridge that was expected has another one.",
        fixes: ["Find it again: keyturn rediscover"], exit: .unreachable)

    static let moveDoubtful = ErrorExplanation(
        .moveDoubtful, "Something calls itself a configured bridge and is not proved to be it",
        why: "A name and an id can be copied by anybody on the network; another hardware address is never followed.",
        fixes: [
            "If the bridge was replaced: keyturn setup --bridge ID",
            "If not, somebody on this network pretends to be it.",
        ], exit: nil)

    static let noHardwareID = ErrorExplanation(
        .noHardwareID, "It answers like a bridge without a hardware id",
        why: "Software bridges and emulators have none, and keyturn knows its bridges by it.",
        fixes: ["Set it up by its server id: keyturn setup offers it, --bridge ID answers beforehand."],
        exit: .unreachable)

    static let bridgeBusy = ErrorExplanation(
        .bridgeBusy, "The bridge stayed busy",
        why: "It serves one request at a time, and another program is talking to it.",
        fixes: ["Try again in a minute.", "See which other programs use this bridge."], exit: .bridgeSaidNo)
}
