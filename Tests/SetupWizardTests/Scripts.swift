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
        id: BridgeID = id, mode: AuthMode = .encrypted, offset: Int? = 0, findings: [ProbeReport.Finding] = []
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
            mode: mode, latency: .milliseconds(41), clockOffset: offset, findings: findings)
    }
}

/// The world as a script: each effect has the results that it gives, in order; one that was not given fails the test.
struct ScriptedWorld: SetupEffects {
    let searchTitle = "Looking on eth0"
    let searchLimit: Duration? = .seconds(90)
    let buttonNote: String? = nil
    let nextCommands = [Row("keyturn run", "watch from here"), Row("keyturn status", "one look")]
    private let script: ScriptBox
    private let searches: AsyncThrowingStream<CandidateSearch.Change, any Error>
    /// Feeds the one search.
    let found: AsyncThrowingStream<CandidateSearch.Change, any Error>.Continuation

    struct Script {
        var tokens: [Result<BridgeToken, Diagnosis>] = []
        var presses: [Result<BridgeToken, Diagnosis>] = []
        var signIns: [Result<ProbeReport, Diagnosis>] = []
        /// What was asked for, in words.
        var done: [String] = []
    }

    init(_ script: Script) {
        self.script = ScriptBox(script)
        (searches, found) = AsyncThrowingStream<CandidateSearch.Change, any Error>.makeStream()
    }

    var done: [String] { script.script.withLock(\.done) }

    func search(settles: Bool) -> AsyncThrowingStream<CandidateSearch.Change, any Error> { searches }

    func readToken(_ path: String) async throws(Diagnosis) -> BridgeToken {
        try await next("read \(path)", \.tokens)
    }

    func pressButton(_ endpoint: Endpoint) async throws(Diagnosis) -> BridgeToken {
        try await next("button \(endpoint)", \.presses)
    }

    func signIn(
        _ endpoint: Endpoint, _ token: BridgeToken, _ plan: SignInPlan, expected: BridgeID?
    ) async throws(Diagnosis) -> ProbeReport {
        let modes = plan.modes.map(\.rawValue).joined(separator: "+")
        return try await next("sign in at \(endpoint) \(modes) expecting \(expected?.description ?? "any")", \.signIns)
    }

    func plan(_ entry: BridgeEntry, _ token: BridgeToken) async throws(Diagnosis) -> SavePlan {
        Sample.plan(entry)
    }

    func save(_ entry: BridgeEntry, _ token: BridgeToken) async throws(Diagnosis) -> SavePlan {
        script.script.withLock { $0.done.append("save \(entry.name)") }
        return Sample.plan(entry)
    }

    private func next<Value>(
        _ what: String, _ results: any WritableKeyPath<Script, [Result<Value, Diagnosis>]> & Sendable
    ) async throws(Diagnosis) -> Value {
        let result: Result<Value, Diagnosis>? = script.script.withLock { script in
            script.done.append(what)
            return script[keyPath: results].isEmpty ? nil : script[keyPath: results].removeFirst()
        }
        guard let result else {
            Issue.record("the script has no answer to: \(what)")
            throw Diagnosis(nil, "not in the script", exit: .unexpected)
        }
        return try result.get()
    }
}

/// A script that several copies of a world read on.
private final class ScriptBox: Sendable {
    let script: Mutex<ScriptedWorld.Script>

    init(_ script: ScriptedWorld.Script) {
        self.script = Mutex(script)
    }
}
