public import NukiDomain

extension Diagnosis {
    /// The control socket is there and this user may not use it.
    public static func controlDenied(at socket: String) -> Diagnosis {
        Diagnosis(
            .controlDenied, "The control loop does not let you in",
            why: "\(socket.safeForDisplay) may be used by the user of the loop and by the group keyturn.",
            fixes: [
                "Join the group, then log in again: sudo usermod -aG keyturn $USER", "Or ask as root: sudo keyturn …",
            ],
            exit: .signInRefused)
    }

    /// No loop runs, and there is nobody else to ask.
    public static let noLoop = Diagnosis(
        .noLoop, "No control loop runs", why: "Events come from a running loop alone.",
        fixes: ["Start one: keyturn run"], exit: .unreachable)

    /// Something listens at the control socket and does not answer.
    public static func loopSilent(at socket: String, reason: String) -> Diagnosis {
        Diagnosis(
            .noLoop, "The control loop does not answer",
            why: "\(socket.safeForDisplay) is there; the way to it says: \(reason.safeForDisplay).",
            fixes: ["Look at its log.", "Start it anew: keyturn run"], exit: .unreachable)
    }

    /// The loop did not take a request.
    public static func loopRefused(_ reason: String) -> Diagnosis {
        Diagnosis(
            nil, "The control loop did not take the request", why: reason.safeForDisplay, exit: .unexpected)
    }

    /// The loop went away with a command.
    public static let loopLost = Diagnosis(
        .outcomeUnknown, "The control loop did not say what came of it",
        why: "It took the command and then gave no answer.  It may have been carried out.",
        fixes: ["See what became of it: keyturn status"], exit: .outcomeUnknown)

    /// A word that names no device.
    public static func noSuchDevice(_ word: String, known: [String]) -> Diagnosis {
        Diagnosis(
            .inputMissing, "No device is called \(word.safeForDisplay)",
            why: known.isEmpty
                ? "No bridge lists a device." : "There are: \(known.map(\.safeForDisplay).joined(separator: ", ")).",
            fixes: ["Name one of them, by its name or its id: keyturn status"], exit: .answerMissing)
    }

    /// A word that names several.
    public static func ambiguousDevice(_ word: String, matches: [String]) -> Diagnosis {
        Diagnosis(
            .deviceAmbiguous, "\(word.safeForDisplay) can mean several devices; nothing was done",
            why: matches.map(\.safeForDisplay).joined(separator: "; ") + ".",
            fixes: ["Name it by its bridge, or by its id with 0x: keyturn lock BRIDGE/NAME"], exit: .badCommandLine)
    }

    /// An action that this kind of device does not know.
    public static func wrongKind(_ name: String, is kind: DeviceKind, fix: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "\(name.safeForDisplay) is \(kind == .lock ? "a lock" : "an opener")",
            why: "This command is for \(kind == .lock ? "openers" : "locks"); nothing was done.", fixes: [fix],
            exit: .answerMissing)
    }

    /// A command that was not carried out.
    public static func commandFailed(_ name: String, reason: String) -> Diagnosis {
        let isExpired = reason == "expired"
        return Diagnosis(
            isExpired ? .bridgeBusy : .commandFailed, "\(name.safeForDisplay): not done",
            why: isExpired
                ? "The bridge was not free within 10 s, and a command does not wait longer than that."
                : "\(reason.safeForDisplay.prefix(1).uppercased())\(reason.safeForDisplay.dropFirst()).",
            fixes: ["See how things stand: keyturn status"], exit: .bridgeSaidNo)
    }

    /// A command that may have been carried out.
    ///
    /// - Parameter state: one word for what the device was doing afterwards, where that is known.
    public static func commandUnknown(_ name: String, state: String?) -> Diagnosis {
        Diagnosis(
            .outcomeUnknown, "\(name.safeForDisplay): nobody knows whether it was done",
            why: "The command went out and no answer came."
                + (state.map { "  Read afterwards, the device is: \($0.safeForDisplay)." } ?? ""),
            fixes: ["See how things stand: keyturn status"], exit: .outcomeUnknown)
    }
}

extension Diagnosis {
    /// The loop ended while its events were being read.
    public static let loopEnded = Diagnosis(
        .noLoop, "The control loop ended", why: "Events come from a running loop alone.",
        fixes: ["Start it anew: keyturn run"], exit: .unreachable)
}
