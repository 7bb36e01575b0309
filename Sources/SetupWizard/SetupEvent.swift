public import Discovery
public import Entries
public import Guidance
public import NukiDomain

/// What happened: an answer, or what came of an effect.
public enum SetupEvent: Sendable {
    // Answers

    /// Whether to go on where an interrupted setup ended.
    case choseResume(Bool)
    /// What to do on a configured machine.
    case choseTask(Question.Task)
    /// The configured bridge that the task is about.
    case choseEntry(BridgeID)
    /// Whether the entry goes.
    case choseRemoval(Bool)
    /// The way to another token for a configured bridge; nil leaves it for later.
    case choseReauth(TokenOrigin?)
    /// Whether the new bridge takes the place of the one that has its devices.
    case choseReplacement(Bool)
    /// Go on without listening.
    case choseDeafness
    /// Bridges from the list, one or several.
    case choseBridges([BridgeCandidate])
    /// Find the bridge that is meant by its button.
    case chosePress([BridgeCandidate])
    /// "Enter an address by hand".
    case choseByHand
    /// "Ask Nuki's cloud directory"
    case choseCloud
    /// Whether Nuki's directory may be asked.
    case allowedCloud(Bool)
    /// Search anew, on this interface where one was chosen.
    case choseSearch(interface: String?)
    /// A line of text.
    case typed(SetupQuestion.ID, String)
    /// Press the button, or paste the token.
    case choseTokenWay(TokenOrigin)
    /// Whether a token of a length that no bridge has is used.
    case choseOddToken(Bool)
    /// The kind of sign-in.
    case choseSignIn(SetupRequest.SignInChoice)
    /// "Write it".
    case accepted
    /// "Change something".
    case choseChange
    /// What to change.
    case choseRow(bridge: Int, ReviewRow)
    /// What to do after writing.
    case choseHandOff(HandOff)
    /// A way out of a failure.
    case choseWayOut(WayOut)
    /// "Leave" where the search found nothing or could not be done.
    case gaveUp(Diagnosis)
    /// Back to the question before.
    case back
    /// "Leave" in a menu, or Ctrl-C anywhere.
    case left

    // What came of effects

    /// How the configured bridges are.
    case checked([BridgeCondition])
    /// What an unattended search found.
    case searched([BridgeCandidate])
    /// The token, typed, read or handed out.
    case gotToken(BridgeToken, TokenOrigin)
    /// The button that was pressed first.
    case pressed(ButtonPress)
    /// The sign-in works.
    case signedIn(ProbeReport)
    /// The sign-in test found no bridge to use.
    case signInFailed(ProbeError)
    /// How many callbacks the bridge has; nil where it does not tell.
    case counted(CallbackSlots?)
    /// What writing would change.
    case planned([SavePlan])
    /// What was written.
    case saved([SavePlan])
    /// The entry is gone; what became of the callbacks that our loop registered.
    case removed(BridgeEntry, CallbackRemoval)
    /// An effect failed.
    case failed(Diagnosis)
    /// A person stopped an effect.
    case stopped
}

/// Where a token came from.
public enum TokenOrigin: Hashable, Sendable {
    case button, typed, file, stored
}

/// What follows once everything is written.
public enum HandOff: Hashable, Sendable {
    case startLoop, showService, addAnother, leave
}

/// The ways out of a failure.
public enum WayOut: Hashable, Sendable {
    case again, byHand, search, pressButton, typeToken
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
    /// Know the bridge by its server id, since it has no hardware id.
    case useServerID
    /// Go on with the other bridges.
    case leaveOut
    case leave

    /// What a person can do about signed requests that are refused.
    public enum Mending: Hashable, Sendable {
        case bridgeClock, ownClock, firmware
    }
}
