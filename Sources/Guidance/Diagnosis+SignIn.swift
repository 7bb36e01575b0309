import BridgeAPI
import Discovery
import FoundationEssentials
import NukiDomain

extension Diagnosis {
    /// Everything signed was refused, and the token in clear was answered.
    init(_ answer: PlainAnswer) {
        let carries = "An encrypted sign-in carries the time."
        let firmware =
            "Some firmware refuses encrypted sign-in; this bridge has \(answer.firmware?.safeForDisplay ?? "one that it does not name")."
        let why: String
        let fix: String
        if let seconds = answer.clockError, let clocks = answer.clocks {
            why = "\(carries)  \(ClockWords.difference(clocks))"
            fix = ClockWords.fix(seconds)
        } else {
            why = answer.clocks == nil ? firmware : "The clocks agree.  \(firmware)"
            fix = "Update the bridge in the Nuki app."
        }
        self.init(
            answer.clockError == nil ? nil : .clocksDiffer, "Encrypted sign-in fails, plain works", why: why,
            fixes: [fix], exit: .signInRefused)
    }

    /// Everything was answered 403.
    static func signInOff(by host: String) -> Diagnosis {
        Diagnosis(
            .signInOff, "The bridge at \(host) lets nobody sign in",
            why: "It answered 403 to every sign-in: its HTTP API is switched off.  "
                + "A software bridge says so of a wrong token as well.",
            fixes: [
                "Nuki app > Manage my devices > Bridge > HTTP API > on.", "Compare the token with the one in the app.",
            ], exit: .signInRefused)
    }

    /// The token was refused; as long as the clock may be the reason, the words say so.
    static func tokenRefused(by host: String, _ refusal: SignInRefusal) -> Diagnosis {
        let token = [
            "Press the button on the bridge to get its token: --press-button",
            "Compare the token with the one in the Nuki app.",
        ]
        let settle = "Let the token go in clear once, which settles it: keyturn setup --host \(host) --allow-plain"
        return Diagnosis(
            .tokenRefused, "The bridge at \(host) refused this token", why: RefusalWords.why(refusal),
            fixes: token + (refusal.mayBeTheClock ? [settle] : []), exit: .signInRefused)
    }
}

/// Why a sign-in was refused, in sentences.
private enum RefusalWords {
    static func why(_ refusal: SignInRefusal) -> String {
        let answered = "It answered \(refusal.statuses.sorted().map(String.init).joined(separator: " or "))"
        guard refusal.mayBeTheClock else { return "\(answered) even to the token in clear: the token is wrong." }
        let how = refusal.tried.map(\.rawValue).joined(separator: " and to the ")
        let signIns = refusal.tried.count > 1 ? "both sign-ins carry" : "a signed request carries"
        let sentences = [
            "\(answered)\(how.isEmpty ? "" : " to the \(how) sign-in").",
            "Either the token is wrong, or the bridge's clock is: \(signIns) the time, and the answer does not say which.",
            search(refusal),
        ]
        return sentences.compactMap(\.self).joined(separator: "  ")
    }

    private static func search(_ refusal: SignInRefusal) -> String? {
        switch refusal.searchEnd {
        case nil: nil
        case .exhausted?:
            "Sign-ins dated \(refusal.searched.map(reach).joined(separator: " and ")) were refused as well."
        case .failed(.busy)?: "The search for its clock ended early: the bridge is busy with another program."
        case .failed(let error)?:
            "The search for its clock ended early: \(error.description.safeForDisplay)."
        case .slowed?: "The search for its clock ended early: the bridge took longer and longer to answer."
        case .stopped?: "The search for its clock was stopped."
        }
    }

    private static func reach(_ direction: ClockSearch.Direction) -> String {
        let furthest = direction.offsets.map { abs($0) }.max() ?? 0
        return "up to \(InputWords.span(furthest)) \(direction == .backward ? "back" : "ahead")"
    }
}

/// Two clocks that differ, in sentences.
enum ClockWords {
    static func difference(_ clocks: ClockComparison) -> String {
        guard clocks.seconds < ClockComparison.ourFault else {
            return "This machine's clock is \(InputWords.span(clocks.seconds)) behind the bridge's."
        }
        let here = "The bridge thinks it is \(minute(clocks.bridge)) UTC, this machine \(minute(clocks.here)) UTC."
        return clocks.seconds > 0 ? here : "\(here)  A bridge that cannot reach the internet has no clock."
    }

    static func fix(_ seconds: Int) -> String {
        seconds < ClockComparison.ourFault
            ? "Let the bridge reach the internet, power-cycle it, and run setup again." : "timedatectl set-ntp true"
    }

    private static func minute(_ date: Date) -> String {
        String(WireTime.text(date).prefix(16)).replacing("T", with: " ")
    }
}
