import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import SetupWizard
import Sightings
import Synchronization
import TerminalUI
import Testing

/// What the tests know of the world: one bridge, its token and its devices.
enum Sample {
    static let id = BridgeID(rawValue: 0x0A2B_3C4D)
    static let address = IPv4Address(192, 168, 1, 52)
    static let candidate = BridgeCandidate(
        id: id, hostName: "Nuki_Bridge_0A2B3C4D", address: address, mac: MACAddress("54:d2:72:0a:0b:0c"),
        source: .dhcp, interface: "eth0", seen: Date(timeIntervalSince1970: 1_800_000_000))
    static let otherCandidate = BridgeCandidate(
        id: BridgeID(rawValue: 0x5E6F_7081), hostName: "Nuki_Bridge_5E6F7081", address: IPv4Address(192, 168, 1, 61),
        source: .neighbours, interface: "eth0", seen: Date(timeIntervalSince1970: 1_800_000_000))
    static let endpoint = Endpoint(host: .address(.v4(address)), port: .bridgeDefault)

    static func token(_ text: String = "aB3xY9zzzzzz") throws -> BridgeToken { try BridgeToken(parsing: text) }

    /// Two new files in somebody's home.
    static func plan(_ entry: BridgeEntry) -> SavePlan {
        let folder = "/home/a/.config/keyturn"
        return SavePlan(
            entry: entry,
            files: [
                PlannedFile(path: "\(folder)/tokens/\(entry.id)", isNew: true, text: nil),
                PlannedFile(path: "\(folder)/entries.json", isNew: true, text: String(repeating: "x\n", count: 14)),
            ], steps: [.remove("/nowhere")])
    }

    static func report(
        id: BridgeID = id, mode: AuthMode = .encrypted, offset: Int = 0, findings: [ProbeReport.Finding] = []
    ) -> ProbeReport {
        var locked = DeviceState(number: 1)
        locked.door = .closed
        let devices = [
            Device(
                key: DeviceKey(type: .smartLock, id: NukiID(rawValue: 0x21DF_943C)), name: "Front door", state: locked),
            Device(
                key: DeviceKey(type: .opener, id: NukiID(rawValue: 0x1E5F_E23A)), name: "Intercom\u{1B}[2J",
                state: DeviceState(mode: 2, number: 1)),
        ]
        return ProbeReport(
            id: id, serverID: BridgeID(rawValue: 7), firmware: "2.14.0", listing: DeviceListing(devices: devices),
            mode: mode, latency: .milliseconds(41), clockOffset: offset, stampOffset: offset,
            findings: findings)
    }
}

/// The world as a script: each effect has the results that it gives, in order; one that was not given fails the test.
struct ScriptedWorld: SetupEffects {
    let searchLimit: Duration? = .seconds(90)
    /// A moment after the announcement of the sample.
    let now = Sample.candidate.seen.addingTimeInterval(2)
    let buttonNote: String? = nil
    private let script: ScriptBox

    struct Script {
        /// What each search tells before it goes on or ends.
        var searches: [Search] = []
        var tokens: [Result<BridgeToken, Diagnosis>] = []
        var presses: [Result<BridgeToken, Diagnosis>] = []
        var picks: [Result<ButtonPress, Diagnosis>] = []
        var signIns: [Result<ProbeReport, ProbeError>] = []
        var slots: CallbackSlots? = CallbackSlots(taken: 2)
        var checks: [[BridgeCondition]] = []
        /// The tries that the first sign-in tells of; then it waits to be stopped.
        var tries: [ClockSearch.Progress] = []
        /// The button is waited for until somebody stops that.
        var pressesForEver = false
        /// What was asked for, in words.
        var done: [String] = []
        /// What was kept last.
        var journal: SetupJournal?
    }

    /// A search that the test feeds.
    final class Search: Sendable {
        let stream: AsyncThrowingStream<SearchNews, any Error>
        let feed: AsyncThrowingStream<SearchNews, any Error>.Continuation

        init(_ news: SearchNews...) {
            (stream, feed) = AsyncThrowingStream<SearchNews, any Error>.makeStream()
            for news in news { feed.yield(news) }
        }
    }

    init(_ script: Script) {
        self.script = ScriptBox(script)
    }

    var done: [String] { script.script.withLock(\.done) }
    var journal: SetupJournal? { script.script.withLock(\.journal) }

    func searchTitle(_ scope: SearchScope) -> String { "Looking on \(scope.interface ?? "eth0")" }

    func search(_ scope: SearchScope) -> AsyncThrowingStream<SearchNews, any Error> {
        let search = script.script.withLock { script in
            script.done.append("search \(scope.words)")
            return script.searches.isEmpty ? nil : script.searches.removeFirst()
        }
        guard let search else {
            Issue.record("the script has no search left")
            return AsyncThrowingStream { nil }
        }
        return search.stream
    }

    func readToken(_ path: String) async throws(Diagnosis) -> BridgeToken {
        try next("read \(path)", \.tokens, else: Self.unwritten)
    }

    func storedToken(_ entry: BridgeEntry) async throws(Diagnosis) -> BridgeToken {
        try next("stored \(entry.name)", \.tokens, else: Self.unwritten)
    }

    func pressAny(_ endpoints: [Endpoint]) async throws(Diagnosis) -> ButtonPress {
        try next("any of \(endpoints.map(\.description))", \.picks, else: Self.unwritten)
    }

    func pressButton(_ endpoint: Endpoint) async throws(Diagnosis) -> BridgeToken {
        if script.script.withLock(\.pressesForEver) {
            await Self.waitToBeStopped()
            throw Self.unwritten
        }
        return try next("button \(endpoint)", \.presses, else: Self.unwritten)
    }

    func signIn(
        _ endpoint: Endpoint, _ token: BridgeToken, _ plan: SignInPlan, expected: BridgeID?,
        progress: @escaping @Sendable (ClockSearch.Progress) -> Void
    ) async throws(ProbeError) -> ProbeReport {
        let tries = script.script.withLock { script in
            defer { script.tries = [] }
            return script.tries
        }
        if !tries.isEmpty {
            tries.forEach(progress)
            await Self.waitToBeStopped()
        }
        let what = "sign in at \(endpoint) \(plan.words) expecting \(expected?.description ?? "any")"
        return try next(what, \.signIns, else: .cancelled)
    }

    func callbacks(of entry: BridgeEntry, _ token: BridgeToken) async -> CallbackSlots? {
        script.script.withLock(\.slots)
    }

    func plan(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan] {
        bridges.map { Sample.plan($0.entry) }
    }

    func save(_ bridges: [EntryDraft]) async throws(Diagnosis) -> [SavePlan] {
        script.script.withLock { script in
            for bridge in bridges { script.done.append("save \(bridge.entry.name)") }
        }
        return bridges.map { Sample.plan($0.entry) }
    }

    func remove(_ entry: BridgeEntry) async throws(Diagnosis) -> CallbackRemoval {
        script.script.withLock { $0.done.append("remove \(entry.name)") }
        return .none
    }

    func check(_ entries: [BridgeEntry]) async -> [BridgeCondition] {
        script.script.withLock { script in
            script.checks.isEmpty ? [] : script.checks.count == 1 ? script.checks[0] : script.checks.removeFirst()
        }
    }

    func keep(_ journal: SetupJournal?) async {
        script.script.withLock { $0.journal = journal }
    }

    private static func waitToBeStopped() async {
        let (never, feed) = AsyncStream<Never>.makeStream()
        for await _ in never {}
        feed.finish()
    }

    private static let unwritten = Diagnosis(nil, "not in the script", exit: .unexpected)

    private func next<Value, Failure>(
        _ what: String, _ results: any WritableKeyPath<Script, [Result<Value, Failure>]> & Sendable,
        else failure: Failure
    ) throws(Failure) -> Value {
        let result: Result<Value, Failure>? = script.script.withLock { script in
            script.done.append(what)
            return script[keyPath: results].isEmpty ? nil : script[keyPath: results].removeFirst()
        }
        guard let result else {
            Issue.record("the script has no answer to: \(what)")
            throw failure
        }
        return try result.get()
    }
}

extension SearchScope {
    /// What it looks at beside what the flags say: "by flags", "deaf, cloud, on wlan0".
    var words: String {
        let words =
            (listens ? [] : ["deaf"]) + (asksCloud ? ["cloud"] : []) + (interface.map { ["on \($0)"] } ?? [])
            + (settles ? ["settles"] : [])
        return words.isEmpty ? "by flags" : words.joined(separator: ", ")
    }
}

extension SignInPlan {
    /// What it allows, in a few words: "encrypted+hashed, backward".
    var words: String {
        let isAsked = plain == .settles ? ["plain?"] : plain == .signsIn ? ["plain"] : []
        let modes = (signed.map(\.rawValue) + isAsked).joined(separator: "+")
        return ([modes] + (offset == 0 ? [] : ["\(offset) s"]) + search.map { "\($0)" }).joined(separator: ", ")
    }
}

/// A script that several copies of a world read on.
private final class ScriptBox: Sendable {
    let script: Mutex<ScriptedWorld.Script>

    init(_ script: ScriptedWorld.Script) {
        self.script = Mutex(script)
    }
}
