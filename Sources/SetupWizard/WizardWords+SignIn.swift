import BridgeAPI
import Discovery
import Guidance
import NukiDomain
import TerminalUI

extension WizardWords {
    static func lookingForClock(_ progress: ClockSearch.Progress) -> Activity {
        let direction = progress.direction == .backward ? "backward" : "forward"
        return Activity(
            "Refused.  Looking for the bridge's clock, \(direction)", progress: "\(progress.step) of \(progress.steps)",
            canStop: true)
    }

    /// How the bridge takes sign-ins: by its own clock where that is not ours, else with the time it took.
    static func signIn(_ report: ProbeReport) -> String {
        let clock = report.findings.compactMap {
            if case .signsByBridgeClock(let seconds) = $0 { seconds } else { nil }
        }
        guard let seconds = clock.first else {
            return "\(mode(report.mode)), \(Int(report.latency / .milliseconds(1))) ms"
        }
        return "\(mode(report.mode)), by the bridge's clock (\(InputWords.clockError(seconds)))"
    }

    /// A failed sign-in, before its ways out are asked about: where those are the fixes, they are not said twice.
    static func refusal(_ error: ProbeError, _ diagnosis: Diagnosis) -> Passage {
        switch error {
        case .onlyPlain: failure(diagnosis, mark: .warning, hasFixes: false)
        case .tokenRefused(let refusal): failure(diagnosis, hasFixes: refusal.isSwitchedOff)
        case .bridge, .acceptsAnything, .noHardwareID, .otherBridge, .cancelled: failure(diagnosis)
        }
    }

    static func waysOut(_ ways: [WayOut], of diagnosis: Diagnosis, at host: Host?) -> Menu<WayOut> {
        let place = host?.description.safeForDisplay ?? "the bridge"
        // A token that the button gave is refused as well, but nobody typed it.
        let isRefusal = diagnosis.id == .tokenRefused && ways.contains(.pressButton)
        let isWait = diagnosis.id == .notPressed
        return Menu(
            isWait ? nil : "What now?", ways.map { choice($0, isRefusal: isRefusal, isWait: isWait, place) },
            arrangement: isWait ? .row : .column)
    }

    private static func choice(_ way: WayOut, isRefusal: Bool, isWait: Bool, _ place: String) -> Choice<WayOut> {
        switch way {
        case .again: Choice(way, isWait ? "Start again" : "Try again")
        case .byHand: Choice(way, "Enter another address")
        case .search: Choice(way, "Search again")
        case .useServerID:
            Choice(way, "Use its server id", detail: "a software bridge or an emulator; it is known by that id then")
        case .leaveOut: Choice(way, "Go on without this bridge")
        case .pressButton: Choice(way, "Press the button on the bridge", detail: "settles whether it is the token")
        case .typeToken:
            Choice(
                way, isRefusal ? "Type it again" : "Paste the token",
                detail: isRefusal ? "what was refused is forgotten" : nil)
        case .lookAhead:
            Choice(
                way, "Look for a clock that is ahead",
                detail: "who records a try can use it until its time is past")
        case .allowPlain:
            Choice(
                way, "Try without encryption",
                detail: "settles whether it is the clock; sends the token itself to \(place) and to anyone listening")
        case .bridgeClock(let seconds):
            Choice(
                way, "Sign in by the bridge's clock",
                detail: seconds < 0
                    ? "encrypted again, nothing in clear"
                    : "encrypted; who records a request can use it until its time is past")
        case .mended(.bridgeClock): Choice(way, "Let the bridge reach the internet, power-cycle it, test again")
        case .mended(.ownClock): Choice(way, "Set this machine's clock, test again", detail: "timedatectl set-ntp true")
        case .mended(.firmware): Choice(way, "Update the bridge in the Nuki app, test again")
        case .keepPlain: Choice(way, "Keep plain for now", detail: "the token goes in clear, every time")
        case .leave: Choice(way, "Leave")
        }
    }
}
