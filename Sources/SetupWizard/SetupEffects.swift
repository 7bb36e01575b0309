public import Discovery
public import Entries
public import FoundationEssentials
public import Guidance
public import NukiDomain

/// What the wizard needs done outside of it. Failures arrive in words, ready to be shown; but for those of a sign-in, from
/// which it goes on.
public protocol SetupEffects: Sendable {
    /// Searches for bridges, and tells how each source fares; ends with the time or with the last source.
    func search(_ scope: SearchScope) -> AsyncThrowingStream<SearchNews, any Error>
    /// What a search listens to, for people: "Looking on eth0, 192.168.1.0/24".
    func searchTitle(_ scope: SearchScope) -> String
    /// When a search ends by itself; nil when its source does.
    var searchLimit: Duration? { get }
    /// The time of day, for what was heard a while ago.
    var now: Date { get }

    /// Reads a token from a file, or from stdin for `-`; of any length.
    func readToken(_ path: String) async throws(Diagnosis) -> BridgeToken
    /// The token that is stored for an entry.
    func storedToken(_ entry: BridgeEntry) async throws(Diagnosis) -> BridgeToken
    /// Waits for the bridge's button, and looks at the address before. The token may have any length.
    func pressButton(_ endpoint: Endpoint) async throws(Diagnosis) -> BridgeToken
    /// Waits for the button of any of these bridges: the first that answers wins, the others' requests are cancelled.
    func pressAny(_ endpoints: [Endpoint]) async throws(Diagnosis) -> ButtonPress
    /// What a person should know while the button is waited for; nil where there is nothing to say.
    var buttonNote: String? { get }

    /// Tests the sign-in.
    ///
    /// - Parameter progress: told before each try of a search for the bridge's clock.
    func signIn(
        _ endpoint: Endpoint, _ token: BridgeToken, _ plan: SignInPlan, expected: BridgeID?,
        progress: @escaping @Sendable (ClockSearch.Progress) -> Void
    ) async throws(ProbeError) -> ProbeReport
    /// How many callbacks the bridge has registered, nil where it does not tell. Asked right after the sign-in.
    func callbacks(of entry: BridgeEntry, _ token: BridgeToken) async -> CallbackSlots?

    /// Finds out what saving would change, each bridge after those before it.
    func plan(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan]
    /// Saves them in this order.
    func save(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan]
    /// Removes an entry and its token, and then our callbacks from the bridge, if it answers.
    func remove(_ entry: BridgeEntry) async throws(Diagnosis) -> CallbackRemoval
    /// Asks configured bridges how they are; read only.
    func check(_ entries: [BridgeEntry]) async -> [BridgeCondition]

    /// Keeps what an interrupted setup continues from, in place of what was kept before; nil forgets it. What goes wrong
    /// there is not worth an interruption.
    func keep(_ journal: SetupJournal?) async
}

/// What became of the callbacks that our loop registered on a bridge that is removed.
public enum CallbackRemoval: String, Hashable, Sendable, Encodable {
    /// None of them was known.
    case none
    /// They are gone.
    case removed
    /// The bridge could not be asked: they may still be there.
    case unknown
}

/// What a bridge's button brought, where several were waited for.
public struct ButtonPress: Sendable {
    /// The bridge whose button was pressed.
    public let endpoint: Endpoint
    /// Its token, of any length.
    public let token: BridgeToken

    /// Puts the two together.
    public init(endpoint: Endpoint, token: BridgeToken) {
        self.endpoint = endpoint
        self.token = token
    }
}

/// The callbacks of one bridge, counted.
public struct CallbackSlots: Hashable, Sendable {
    /// What a bridge has room for (Bridge API 1.13.2, `/callback/add`).
    public static let total = 3

    /// How many are registered.
    public let taken: Int

    /// Takes the count.
    public init(taken: Int) {
        self.taken = taken
    }

    /// How many are left.
    var free: Int { max(0, Self.total - taken) }
}
