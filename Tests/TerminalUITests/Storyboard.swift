@testable import TerminalUI

/// What the wizard would ask, for tests of how it looks.
enum Storyboard {
    static let search = Activity("Looking on eth0, 192.168.1.0/24", limit: .seconds(90))

    static let nothingYet = Menu(
        nil, [Choice("hand", "Enter an address by hand"), Choice("cloud", "Ask Nuki's cloud directory")],
        activity: search,
        passages: [
            .table([
                Row("lease files", "none on this machine"),
                Row("DHCP", "listening: a bridge speaks when it starts or renews its lease"),
            ]),
            .blank,
            .text("Nothing yet?  Unplug the bridge, wait 5 s, plug it in."),
            .blank,
        ])

    /// The search with all that a question can have.
    static let searching = Menu(
        nil, [Choice("hand", "Enter an address by hand"), Choice("cloud", "Ask Nuki's cloud directory")],
        shortcuts: [Shortcut("r", "restart", "again")],
        activity: Activity(
            "Looking on eth0, 192.168.1.0/24",
            rows: [
                Row("lease files", "none on this machine"), Row("DHCP", "listening: a bridge speaks when it starts"),
            ],
            limit: .seconds(90)),
        help: help, canGoBack: true)

    static let help: [Passage] = [.text("A bridge asks for its address when it gets power.")]

    static let bridges = Menu(
        "Which bridges?",
        [
            Choice("one", "Nuki_Bridge_1A2B3C4D", detail: "192.168.1.52   DHCP, now"),
            Choice("two", "Nuki_Bridge_5E6F7081", detail: "192.168.1.61   neighbour table"),
        ],
        shortcuts: [Shortcut("p", "press to pick", "pick")], help: help, canGoBack: true)

    static let address = TextField("Address of the bridge", help: help, canGoBack: true) { text in
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, let last = Int(parts[3]), last > 255 {
            let meant = parts[..<3].joined(separator: ".") + "." + String(parts[3].dropLast())
            return Complaint("The last part goes up to 255.", suggestion: meant, isFinal: true)
        }
        return parts.count == 4 ? nil : Complaint("An address has four parts.")
    }

    static let found = Menu(
        nil,
        [
            Choice("found", "Nuki_Bridge_1A2B3C4D", detail: "192.168.1.52   DHCP, now   answers"),
            Choice("hand", "Enter an address by hand"), Choice("cloud", "Ask Nuki's cloud directory"),
        ],
        preferred: "found", activity: search)

    static let way = Menu(
        "How should keyturn get the token?",
        [
            Choice("button", "Press the button on the bridge", detail: "about 10 seconds"),
            Choice("paste", "Paste it from the Nuki app", detail: "needs HTTP API switched on"),
        ])

    static let review = Menu(
        nil, [Choice("write", "Write it"), Choice("change", "Change something"), Choice("leave", "Leave")],
        arrangement: .row,
        passages: [
            .title("Review"),
            .table([
                Row("Bridge", "Bridge 1A2B3C4D, firmware 2.14.0"),
                Row("Address", "192.168.1.52:8080, followed by DHCP if it changes"),
                Row("Writes", "~/.config/keyturn/entries.json\n~/.config/keyturn/tokens/1A2B3C4D"),
            ]),
            .blank,
        ])

    static let button = Activity(
        "Press the button on the bridge now", passages: [.text("The bridge's light is on."), .blank],
        limit: .seconds(30), shape: .countdown)

    static let token = TextField("Token", isSecret: true) {
        (6...20).contains($0.count) ? nil : Complaint("A bridge token has 6 to 20 characters.")
    }

    static let transcript: [Passage] = [
        .fact(.ok, label: "Bridge", "Nuki_Bridge_1A2B3C4D at 192.168.1.52"),
        .fact(.ok, label: "Found", "Front door (lock, locked), Intercom (opener, ready), 玄関のドア (lock, unlocked)"),
        .note(.warning, "8 characters can be guessed by someone who records a request."),
        .blank,
        .message(
            Message(
                .failure, "The bridge refused this token", id: "KT-AUTH-TOKEN",
                why: "It answered 401 to the encrypted and to the hashed sign-in.",
                fixes: ["Press the button on the bridge.", "Type the token again, from the Nuki app."])),
    ]
}

extension Style {
    /// A colour terminal with UTF-8.
    static let rich = Style(colour: true, symbols: true)
    /// Lines: words, no colour, no margin.
    static let words = Style(colour: false, symbols: false, margin: 0)
}
