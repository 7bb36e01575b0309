public import BridgeAPI
public import Discovery
import HTTPFetch
public import NukiDomain

extension Diagnosis {
    /// Why a sign-in test at an address failed.
    public init(_ error: ProbeError, at endpoint: Endpoint) {
        let host = endpoint.host.description.safeForDisplay
        switch error {
        case .bridge(let error):
            self.init(error, at: endpoint)
        case .acceptsAnything:
            self = .notABridge(endpoint, how: "it accepted a sign-in under a key made up at random")
        case .tokenRefused(let refusal):
            self = refusal.isSwitchedOff ? .signInOff(by: host) : .tokenRefused(by: host, refusal)
        case .onlyPlain(let answer):
            self.init(answer)
        case .noHardwareID:
            self.init(
                .noHardwareID, "\(host) answers like a bridge without a hardware id",
                why: "Software bridges and emulators have none, and keyturn knows its bridges by it.",
                fixes: ["Set it up by its server id: keyturn setup offers it, --bridge ID answers beforehand."],
                exit: .unreachable)
        case .otherBridge(let expected, let found):
            self = .otherBridge(at: endpoint, expected: expected, found: found)
        case .cancelled:
            self.init(nil, "The sign-in test was stopped", exit: .interrupted)
        }
    }

    /// Why a request to a bridge failed.
    public init(_ error: BridgeError, at endpoint: Endpoint) {
        let host = endpoint.host.description.safeForDisplay
        switch error {
        case .noAnswer(let error):
            self.init(error, at: endpoint)
        case .signInRefused:
            self = .tokenRefused(by: host, SignInRefusal(statuses: [401]))
        case .switchedOff:
            self.init(
                .signInOff, "The API of the bridge at \(host) is switched off",
                why: "It answered 403 to a request that names a token.",
                fixes: ["Nuki app > Manage my devices > Bridge > HTTP API > on."], exit: .signInRefused)
        case .busy:
            self.init(
                .bridgeBusy, "The bridge at \(host) is busy",
                why: "It answered 503: it takes one request at a time, and another program is talking to it.",
                fixes: ["Try again in a minute.", "See which other programs use this bridge."], exit: .bridgeSaidNo)
        case .badRequest: self = .badRequest(by: host)
        case .unknownDevice: self = .unknownDevice(by: host)
        case .deviceOffline: self = .deviceOffline(by: host)
        case .unsuccessful(let message): self = .unsuccessful(message, by: host)
        case .status(let code):
            self = .notABridge(endpoint, how: "it answered \(code)")
        case .brokenAnswer(let how): self = .brokenAnswer(from: host, how: how)
        case .notABridge(let how):
            self = .notABridge(endpoint, how: how)
        }
    }

    private init(_ error: HTTPError, at endpoint: Endpoint) {
        let host = endpoint.host.description.safeForDisplay
        switch error {
        case .refused:
            self.init(
                .connectionRefused, "Nothing listens at \(endpoint.description.safeForDisplay)",
                why: "The machine at \(host) is there and refused the connection.",
                fixes: [
                    "Nuki app > Manage my devices > Bridge > HTTP API > on.",
                    "Compare the port with the one the app shows: keyturn setup --port",
                ], exit: .unreachable)
        case .connectTimedOut, .answerTimedOut:
            self.init(
                .noAnswer, "No answer from \(endpoint.description.safeForDisplay) in time",
                why: "The bridge is off, elsewhere, or on a network that does not let this machine through.",
                fixes: [
                    "Check that both are on the same network; guest Wi-Fi keeps devices apart.",
                    "Unplug the bridge, wait 5 s, plug it in.",
                ], exit: .unreachable)
        case .unreachable(let reason):
            self.init(
                .noAnswer, "\(host) cannot be reached", why: "The network says: \(reason).",
                fixes: ["Check that this machine and the bridge are on the same network."], exit: .unreachable)
        case .nameNotResolved:
            self.init(
                .noAnswer, "No address is known for the name \(host)",
                why: "The resolver of this machine does not know it.",
                fixes: ["Give the address that the Nuki app shows: keyturn setup --host 192.168.1.52"],
                exit: .unreachable)
        case .connectionLost:
            self.init(
                .noAnswer, "The connection to \(host) broke before the answer was whole",
                why: "Bridges do that when they are hurried or their Wi-Fi is weak.",
                fixes: ["Try again in a minute.", "Unplug the bridge, wait 5 s, plug it in."], exit: .unreachable)
        case .brokenBody: self = .brokenAnswer(from: host, how: BridgeError.noAnswer(error).description)
        case .untrusted(let reason):
            self.init(
                .noAnswer, "\(host) did not prove that it is the one it claims to be",
                why: "The check of its certificate failed: \(reason.safeForDisplay).",
                fixes: [
                    "Check the clock of this machine: certificates are good for a time.",
                    "Check that nothing on the way, such as a proxy, opens encrypted connections.",
                ], exit: .unreachable)
        case .withheld(let reason):
            self.init(
                .moveDoubtful, "Nothing was sent to \(host)",
                why: "The request was kept back: \(reason.safeForDisplay).",
                fixes: [
                    "If the bridge has another address now: keyturn rediscover",
                    "If it was replaced: keyturn setup",
                ], exit: .unreachable)
        case .notHTTP(let how):
            self = .notABridge(endpoint, how: how)
        case .tooLong(let limit):
            self = .notABridge(endpoint, how: "its answer is longer than \(limit) bytes")
        case .cancelled:
            self.init(nil, "The request was stopped", exit: .interrupted)
        case .failed(let reason):
            self.init(
                nil, "The request to \(host) could not be made", why: "\(reason).", exit: .unexpected)
        }
    }

    private static func notABridge(_ endpoint: Endpoint, how: String) -> Diagnosis {
        Diagnosis(
            .notABridge, "What answers at \(endpoint.description.safeForDisplay) is not a Nuki Bridge",
            why: "Asked what a bridge is asked, \(how.safeForDisplay).",
            fixes: ["Check the address and the port in the Nuki app."], exit: .unreachable)
    }
}

extension Diagnosis {
    /// Another bridge than the one that was announced or configured; nil when it does not say which.
    public static func otherBridge(at endpoint: Endpoint, expected: BridgeID, found: BridgeID?) -> Diagnosis {
        Diagnosis(
            .otherBridge, "Another bridge lives at \(endpoint.host.description.safeForDisplay) now",
            why:
                "Bridge \(expected) was expected there; the one that answers says it is \(found?.description ?? "none").",
            fixes: ["Search again: keyturn discover"], exit: .unreachable)
    }

    /// Nobody pressed the button in the bridge's 30 s.
    public static let notPressed = Diagnosis(
        .notPressed, "No press in 30 s", why: "The bridge waits that long and then gives up.",
        fixes: ["Try again, and press the button while the bridge's light is on."], exit: .signInRefused)

    /// The bridge answered 403 to `/auth`.
    public static func buttonOff(at endpoint: Endpoint) -> Diagnosis {
        Diagnosis(
            .signInOff, "This bridge does not hand out tokens by button",
            why: "\(endpoint.host.description.safeForDisplay) answered 403: sign-in by button, or the whole API, "
                + "is switched off.",
            fixes: [
                "Nuki app > Manage my devices > Bridge > HTTP API > on.",
                "Then use the token that the app shows: --token-file PATH",
            ], exit: .signInRefused)
    }

    /// A token from the button that no bridge should have.
    public static func oddToken(_ error: TokenError) -> Diagnosis {
        Diagnosis(
            .tokenRefused, "The bridge gave a token that it will not accept itself",
            why: InputWords.sentence(error),
            fixes: ["Set a new token in the Nuki app and use that: --token-file PATH"], exit: .signInRefused)
    }
}

extension Notice {
    /// What a person should know about a bridge that works.
    public init(_ finding: ProbeReport.Finding) {
        switch finding {
        case .weakToken(let count):
            self.init(
                .tokenWeak, "\(count) characters can be guessed by someone who records a request.",
                fix: "Set one of 20 in the Nuki app some day, then: keyturn reauth BRIDGE")
        case .clockDiffers(let seconds):
            self.init(
                .clocksDiffer,
                "Encrypted sign-in fails, plain works: the bridge's clock is \(InputWords.clockError(seconds)), "
                    + "and an encrypted sign-in carries the time.",
                fix: ClockWords.fix(seconds))
        case .signsByBridgeClock(let seconds):
            self.init(
                .clocksDiffer, "The bridge's clock is \(InputWords.clockError(seconds)); sign-ins are made by it.",
                fix: ClockWords.fix(seconds))
        case .encryptedRefused(let firmware):
            self.init(
                nil,
                "Encrypted sign-in is refused, and no difference of the clocks explains it; "
                    + "the firmware is \(firmware?.safeForDisplay ?? "unknown").",
                fix: "Update the bridge in the Nuki app.")
        case .unreadableDevice(let reason):
            self.init(nil, "One device is not shown: \(reason.safeForDisplay).", fix: "Restart the bridge.")
        }
    }
}
