public import Discovery
public import Entries
public import Guidance
public import NukiDomain

/// What the wizard needs next.
public enum SetupStep: Sendable {
    /// An answer from a person.
    case ask(Question)
    /// Something outside: a search, a request, a file.
    case perform(Effect)
    /// Nothing: it is over.
    case finish(SetupOutcome)
}

/// Something outside the wizard that it needs done; each is answered by one ``SetupEvent``.
public enum Effect: Sendable {
    /// Search until a bridge is found, with nobody there to choose.
    case search
    /// Read the token from a file or stdin.
    case readToken(String)
    /// Wait for the bridge's button, 30 s at most.
    case pressButton(Endpoint)
    /// Test the sign-in and list the devices.
    case signIn(Endpoint, BridgeToken, SignInPlan, expected: BridgeID?)
    /// Find out what writing would change.
    case plan(BridgeEntry, BridgeToken)
    /// Write the entry and its token.
    case save(BridgeEntry, BridgeToken)
}

/// What happened: an answer, or what came of an effect.
public enum SetupEvent: Sendable {
    /// What an unattended search found.
    case searched([BridgeCandidate])
    /// A bridge from the list.
    case choseBridge(BridgeCandidate)
    /// "Enter an address by hand".
    case choseByHand
    /// The address that was typed.
    case typedHost(Host)
    /// Press the button, or paste the token.
    case choseTokenWay(TokenOrigin)
    /// The token, typed, read or handed out.
    case gotToken(BridgeToken, TokenOrigin)
    /// The sign-in works.
    case signedIn(ProbeReport)
    /// The sign-in test found no bridge to use.
    case signInFailed(ProbeError)
    /// What writing would change.
    case planned(SavePlan)
    /// "Write it".
    case accepted
    /// What was written.
    case saved(SavePlan)
    /// Start the control loop, or not.
    case choseHandOff(Bool)
    /// Another effect failed.
    case failed(Diagnosis)
    /// A way out of a failure.
    case choseWayOut(WayOut)
    /// "Leave" where the search found nothing or could not be done.
    case gaveUp(Diagnosis)
    /// "Leave" in the review, or Ctrl-C anywhere.
    case left
}

/// Where a token came from.
public enum TokenOrigin: Hashable, Sendable {
    case button, typed, file
}

/// The ways out of a failure.
public enum WayOut: Hashable, Sendable {
    case again, byHand, pressButton, typeToken
    /// Look for a bridge's clock that is ahead.
    case lookAhead
    /// Send the token in clear once, which settles whether it is the clock.
    case allowPlain
    /// Make stamps by the bridge's clock, which is ahead by so many seconds.
    case bridgeClock(Int)
    /// The person mends something first; then as at the beginning.
    case mended(Mending)
    /// Go on with the token in clear.
    case keepPlain
    case leave

    /// What a person can do about signed requests that are refused.
    public enum Mending: Hashable, Sendable {
        case bridgeClock, ownClock, firmware
    }
}

/// How setup ended.
public enum SetupOutcome: Sendable {
    /// The bridge is configured; perhaps the control loop starts now.
    case configured(ConfiguredBridge, handsOff: Bool)
    /// `--dry-run`: this would have been written.
    case wouldWrite(SavePlan)
    /// It could not be done, and nobody could help.
    case failed(Diagnosis)
    /// It could not be done, and the person who was told chose to leave.
    case gaveUp(Diagnosis)
    /// The person left; whether anything had been written.
    case left(wrote: Bool)
}

extension SetupOutcome {
    /// How a process ends after it.
    public var exit: ExitStatus {
        switch self {
        case .configured, .wouldWrite: .done
        case .failed(let diagnosis), .gaveUp(let diagnosis): diagnosis.exit
        case .left: .interrupted
        }
    }
}

/// Everything a finished setup knows: the JSON report and the hand-off are made from it.
public struct ConfiguredBridge: Sendable {
    /// The entry as it stands in the file.
    public let entry: BridgeEntry
    /// Its token.
    public let token: BridgeToken
    /// What the sign-in test said.
    public let report: ProbeReport
    /// What was written.
    public let written: SavePlan
    /// The answers, as a replay needs them.
    public let answers: SetupAnswers
}
