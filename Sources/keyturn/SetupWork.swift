import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import PacketCapture
import SetupWizard
import Sightings
import TerminalUI

/// Does what the wizard wants done, on the real network and in real files.
struct SetupWork: SetupEffects {
    /// Where a search listens.
    let place: SearchPlace
    /// The way to bridges.
    let dialer: BridgeDialer
    /// Where entries and tokens go.
    let store: EntryStore
    /// The port that bridges are looked for on.
    let port: Port
    /// What further commands need to find this configuration: ` --config DIR`, or nothing.
    let configFlag: String
    /// Presses the button of the demo's bridge; nil where that is a person's part.
    let finger: (@Sendable () async -> Void)?

    func searchTitle(_ scope: SearchScope) -> String { place.title }
    var searchLimit: Duration? { place.limit }
    var buttonNote: String? { finger == nil ? nil : "This is the demo: it presses the button for you." }

    /// What is good to know after a setup with this configuration.
    var advice: SetupAdvice {
        guard finger == nil else {
            return SetupAdvice(nextCommands: [Row("keyturn setup", "with a bridge of your own")])
        }
        return SetupAdvice(
            nextCommands: [
                Row("keyturn run\(configFlag)", "watch from here"), Row("keyturn status\(configFlag)", "one look"),
                Row("keyturn export home-assistant\(configFlag)", "take it to another system"),
            ])
    }

    func search(_ scope: SearchScope) -> AsyncThrowingStream<SearchNews, any Error> {
        let opened: SearchPlace.Opened
        do {
            opened = try place.open(port: port)
        } catch {
            return AsyncThrowingStream { throw Diagnosis(anything: error) }
        }
        let look: @Sendable (BridgeCandidate) async -> BridgeProbe.Finding = { [dialer, port] candidate in
            let endpoint = Endpoint(host: .address(.v4(candidate.address)), port: candidate.port ?? port)
            return await BridgeProbe.look(dialer.client(endpoint))
        }
        let search = CandidateSearch(
            sources: opened.sources, look: look, within: opened.networks, timeout: place.limit,
            settle: scope.settles ? .seconds(3) : nil)
        let changes = search.changes()
        return AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var isEmpty = true
                    for try await change in changes {
                        isEmpty = false
                        continuation.yield(.change(change))
                    }
                    if isEmpty, let deafness = opened.deafness { throw deafness }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: Diagnosis(anything: error))
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

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

    func pressButton(_ endpoint: Endpoint) async throws(Diagnosis) -> BridgeToken {
        switch await BridgeProbe.look(dialer.client(endpoint)) {
        case .bridge: break
        case .somethingElse(let how): throw Diagnosis(.notABridge(how), at: endpoint)
        case .nothing(let error): throw Diagnosis(error, at: endpoint)
        }
        // The gap that a bridge needs; when it is cut short, so is the request.
        try? await Task.sleep(for: .seconds(1))
        let press = Task { [finger] in await finger?() }
        defer { press.cancel() }
        let answer: ButtonAnswer
        do throws(BridgeError) {
            answer = try await dialer.client(endpoint).authorizeByButton()
        } catch .switchedOff {
            throw .buttonOff(at: endpoint)
        } catch {
            throw Diagnosis(error, at: endpoint)
        }
        switch answer {
        case .token(let token): return token
        case .notPressed: throw .notPressed
        case .oddToken(_, let token?): return token
        case .oddToken(let error, nil): throw .oddToken(error)
        }
    }

    func storedToken(_ entry: BridgeEntry) async throws(Diagnosis) -> BridgeToken {
        do throws(ConfigurationError) {
            guard let token = try store.tokens.token(for: entry) else { throw ConfigurationError.cancelled }
            return token
        } catch {
            throw Diagnosis(error)
        }
    }

    func pressAny(_ endpoints: [Endpoint]) async throws(Diagnosis) -> ButtonPress {
        ButtonPress(endpoint: endpoints[0], token: try await pressButton(endpoints[0]))
    }

    func callbacks(of entry: BridgeEntry, _ token: BridgeToken) async -> CallbackSlots? { nil }
    func remove(_ entry: BridgeEntry) async throws(Diagnosis) {}
    func keep(_ journal: SetupJournal?) async {}

    func check(_ entries: [BridgeEntry]) async -> [BridgeCondition] {
        entries.map { BridgeCondition(entry: $0, answer: .online(latency: .zero, devices: $0.devices.count)) }
    }

    func signIn(
        _ endpoint: Endpoint, _ token: BridgeToken, _ plan: SignInPlan, expected: BridgeID?,
        progress: @escaping @Sendable (ClockSearch.Progress) -> Void
    ) async throws(ProbeError) -> ProbeReport {
        let ladder = AuthLadder(endpoint: endpoint, token: token, plan: plan, dialer: dialer)
        var report = try await ladder.climb(expecting: expected, progress: progress)
        report.hardware = hardwareAddress(of: endpoint.host)
        return report
    }

    /// What the kernel's table says of an address that has just answered: without it a bridge is never followed unasked.
    private func hardwareAddress(of host: Host) -> MACAddress? {
        guard case .address(.v4(let address)) = host else { return nil }
        // A kernel that does not answer leaves what DHCP announced.
        return (try? NeighbourTable().neighbours())?.hardwareAddress(of: address)
    }

    func plan(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan] {
        do throws(ConfigurationError) {
            var plans: [SavePlan] = []
            for bridge in bridges {
                plans.append(try store.plan(saving: bridge.entry, token: bridge.token, at: dialer.now))
            }
            return plans
        } catch {
            throw Diagnosis(error)
        }
    }

    func save(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan] {
        do throws(ConfigurationError) {
            var plans: [SavePlan] = []
            for bridge in bridges {
                plans.append(try await store.save(bridge.entry, token: bridge.token, at: dialer.now))
            }
            return plans
        } catch {
            throw Diagnosis(error)
        }
    }
}
