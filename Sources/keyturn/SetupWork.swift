import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import SetupWizard
import Sightings

/// Does what the wizard wants done, on the real network and in real files.
struct SetupWork: SetupEffects {
    /// Where a search looks.
    let place: SearchPlace
    /// The way to bridges, one request at a time to each.
    let dialer: BridgeDialer
    /// Where the hardware that tokens in clear go to is looked at.
    let neighbourhood: Neighbourhood
    /// What has requests wait for their turn.
    let turns: BridgeTurns
    /// What a bridge needs between two requests.
    let gap: Duration
    /// The folders of the configuration.
    let locations: Locations
    /// Where entries and tokens go.
    let store: EntryStore
    /// Where an interrupted setup is continued from; nil where none is to be continued.
    let journal: JournalFile<SetupJournal>?
    /// What earlier searches saw.
    var sightings: [DiscoverMemory.Bridge] = []
    /// The port that bridges are looked for on.
    let port: Port
    /// Presses the button of the demo's bridge; nil where that is a person's part.
    let finger: (@Sendable () async -> Void)?

    var searchLimit: Duration? { place.limit }
    var now: Date { dialer.now }
    var buttonNote: String? { finger == nil ? nil : "This is the demo: it presses the button for you." }

    func searchTitle(_ scope: SearchScope) -> String { place.title(scope) }

    func search(_ scope: SearchScope) -> AsyncThrowingStream<SearchNews, any Error> {
        AsyncThrowingStream(bufferingPolicy: .bufferingOldest(1024)) { continuation in
            let task = Task {
                do {
                    try await look(scope) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: Diagnosis(anything: error))
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func look(_ scope: SearchScope, tell: @escaping @Sendable (SearchNews) -> Void) async throws {
        let opened = try place.open(scope, port: port, tell: tell)
        let search = CandidateSearch(
            sources: opened.sources,
            look: { [dialer, port] candidate in
                let endpoint = Endpoint(host: .address(.v4(candidate.address)), port: candidate.port ?? port)
                return await BridgeProbe.look(dialer.client(endpoint))
            },
            within: opened.networks, timeout: place.limit, settle: scope.settles ? .seconds(3) : nil,
            neighbours: opened.neighbours)
        var isEmpty = true
        for try await change in search.changes() {
            isEmpty = false
            tell(.change(change))
        }
        if isEmpty, let deafness = opened.deafness { throw deafness }
    }
}

extension SetupWork {
    func readToken(_ path: String) async throws(Diagnosis) -> BridgeToken {
        let text: String
        do throws(SystemError) {
            text = String(decoding: try InputFile.bytes(path), as: UTF8.self)
        } catch {
            throw .tokenFile(path, "The system says: \(error.reason).")
        }
        do throws(TokenError) {
            return try BridgeToken(parsing: text, anyLength: true)
        } catch {
            throw .tokenFile(path, InputWords.sentence(error))
        }
    }

    func storedToken(_ entry: BridgeEntry) async throws(Diagnosis) -> BridgeToken {
        let token = try configured { () throws(ConfigurationError) in try store.tokens.token(for: entry) }
        guard let token else { throw .noToken(for: entry) }
        return token
    }

    func plan(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan] {
        try configured { () throws(ConfigurationError) in try store.plan(saving: bridges, at: dialer.now) }
    }

    func save(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan] {
        do throws(ConfigurationError) {
            return try await store.save(bridges, at: dialer.now)
        } catch {
            throw Diagnosis(error)
        }
    }

    func keep(_ setup: SetupJournal?) async {
        guard let journal else { return }
        do throws(ConfigurationError) {
            guard var setup else { return try journal.remove() }
            setup.written = dialer.now
            try journal.write(setup)
        } catch {
            Output.detail("journal: \(Diagnosis(error).what)")
        }
    }

    private func configured<Value>(
        _ body: () throws(ConfigurationError) -> Value
    ) throws(Diagnosis) -> Value {
        do throws(ConfigurationError) {
            return try body()
        } catch {
            throw Diagnosis(error)
        }
    }
}
