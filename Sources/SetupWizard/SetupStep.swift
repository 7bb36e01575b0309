public import Discovery
public import Entries
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
    /// Ask configured bridges how they are.
    case check([BridgeEntry])
    /// Search until a bridge is found, with nobody there to choose.
    case search(SearchScope)
    /// Read the token from a file or stdin.
    case readToken(String)
    /// Read the token that an entry has.
    case storedToken(BridgeEntry)
    /// Wait for the bridge's button, 30 s at most.
    case pressButton(Endpoint, Question.Turn)
    /// Wait for the button of any of these.
    case pressAny([Endpoint])
    /// Test the sign-in and list the devices.
    case signIn(Endpoint, BridgeToken, SignInPlan, expected: BridgeID?)
    /// Count the callbacks of a bridge that was just signed in to.
    case callbacks(BridgeEntry, BridgeToken)
    /// Find out what writing would change.
    case plan([EntryDraft])
    /// Write the entries and their tokens.
    case save([EntryDraft])
    /// Remove an entry and its token.
    case remove(BridgeEntry)
}
