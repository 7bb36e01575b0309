/// Listening, searching, and reading captures.
extension ErrorExplanation {
    static let captureRight = ErrorExplanation(
        .captureRight, "The right to listen is missing: CAP_NET_RAW",
        why: "Linux lets only privileged programs see packets that are not theirs.  Only listening for DHCP needs it.",
        fixes: [
            "Allow it once, for this binary: sudo setcap cap_net_raw=ep \"$(command -v keyturn)\"",
            "As a service: AmbientCapabilities=CAP_NET_RAW",
            "Or go on without listening: keyturn setup --host ADDRESS",
        ], exit: .noRight)

    static let captureInterface = ErrorExplanation(
        .captureInterface, "There is no interface of that name",
        why: "Interfaces come and go, and a wireless one has another name than a wired one.",
        fixes: ["See which there are: ip link", "Or leave the option out: every usable interface is listened on."],
        exit: .badCommandLine)

    static let captureDown = ErrorExplanation(
        .captureDown, "An interface is switched off or went away, or there is none to listen on",
        why: "Loopback, container bridges and VPNs do not count: no bridge is behind them.",
        fixes: ["Switch it on: sudo ip link set NAME up", "Or name another one: --interface NAME"], exit: nil)

    static let nothingFound = ErrorExplanation(
        .nothingFound, "No bridge showed up",
        why: "A bridge is heard only when it asks for an address.  With a long lease it stays silent for a day.",
        fixes: [
            "Unplug the bridge, wait 5 s, plug it in, and listen again.",
            "Give the address that the Nuki app shows: keyturn setup --host ADDRESS",
            "See what is heard at all: keyturn listen",
        ], exit: .nothingFound)

    static let cloudRefused = ErrorExplanation(
        .cloudRefused, "Nuki's directory gave no list of bridges",
        why: "It refused, did not answer, or answered something else.  It has refused everybody for long times before.",
        fixes: ["Use another source: --source dhcp", "Or give the address: keyturn setup --host ADDRESS"],
        exit: .nothingFound)

    static let bridgeHidden = ErrorExplanation(
        .bridgeHidden, "Nuki's directory lists a bridge without its address",
        why: "The directory says 0.0.0.0 of a bridge whose discovery is switched off.",
        fixes: ["Nuki app > Manage my devices > Bridge > HTTP API > on."], exit: .nothingFound)

    static let fileUnreadable = ErrorExplanation(
        .fileUnreadable, "A file that was named cannot be read",
        why: "It is not there, may not be opened, ends too soon, or is of another kind: a capture, a lease file and a "
            + "household each have their own.",
        fixes: ["Name one that can be read.", "tcpdump and Wireshark write captures that can."],
        exit: .unreadableInput)

    static let captureLinkType = ErrorExplanation(
        .captureLinkType, "Frames of this link type are not carried",
        why: "keyturn reads Ethernet, Linux cooked, raw IP and loopback frames; 802.11 frames exist only where a card "
            + "is in monitor mode.",
        fixes: ["Capture on the wired side, or on the Wi-Fi interface in its ordinary mode."], exit: .unreadableInput)
}
