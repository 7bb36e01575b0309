public import Discovery
public import Entries
public import Guidance
public import NukiDomain
public import TerminalUI

/// What the wizard needs done outside of it. Failures arrive in words, ready to be shown; but for those of a sign-in, from
/// which it goes on.
public protocol SetupEffects: Sendable {
    /// What a search listens to, for people: "Looking on eth0".
    var searchTitle: String { get }
    /// When a search ends by itself; nil when its source does.
    var searchLimit: Duration? { get }

    /// What a person should know while the button is waited for; nil where there is nothing to say.
    var buttonNote: String? { get }

    /// What can be done next with what was set up: commands, and what each does.
    var nextCommands: [Row] { get }

    /// Searches for bridges.
    ///
    /// - Parameter settles: stops soon after the first finding, since nobody is there to choose.
    func search(settles: Bool) -> AsyncThrowingStream<CandidateSearch.Change, any Error>
    /// Reads a token from a file, or from stdin for `-`.
    func readToken(_ path: String) async throws(Diagnosis) -> BridgeToken
    /// Waits for the bridge's button.
    func pressButton(_ endpoint: Endpoint) async throws(Diagnosis) -> BridgeToken
    /// Tests the sign-in.
    ///
    /// - Parameter progress: told before each try of a search for the bridge's clock.
    func signIn(
        _ endpoint: Endpoint, _ token: BridgeToken, _ plan: SignInPlan, expected: BridgeID?,
        progress: @escaping @Sendable (ClockSearch.Progress) -> Void
    ) async throws(ProbeError) -> ProbeReport
    /// Finds out what saving would change.
    func plan(_ entry: BridgeEntry, _ token: BridgeToken) async throws(Diagnosis) -> SavePlan
    /// Saves.
    func save(_ entry: BridgeEntry, _ token: BridgeToken) async throws(Diagnosis) -> SavePlan
}
