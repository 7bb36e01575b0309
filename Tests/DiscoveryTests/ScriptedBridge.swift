import BridgeAPI
import Discovery
import FoundationEssentials
import NukiDomain
import Synchronization
import TestKit

@testable import HTTPFetch

/// A bridge that accepts some sign-ins and refuses others, with a clock of its own, and a log of all that happens to it.
final class ScriptedBridge: Sendable {
    /// Which stamps it takes.
    enum Window: Sendable {
        /// Of any time.
        case any
        /// At most 60 s from its own time, either way.
        case twoSided
        /// At most 60 s old, and from any time to come.
        case oneSided
    }

    /// One request, as it came.
    struct Visit: Sendable {
        let path: String
        let mode: AuthMode?
        /// It carries the true token, in one way or another.
        let isTrue: Bool
        /// By how many seconds its stamp is ahead of the asking machine's clock; nil for a decoy and for what has none.
        let ahead: Int?
        let began: Duration
        let ended: Duration
    }

    let endpoint = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)
    let clock: SkippingClock
    let dialer: BridgeDialer

    /// Requests as `/info encrypted` or `/info encrypted decoy` and pauses as `pause`, in the order they came.
    var log: [String] { journal.lines.withLock { $0 } }
    /// Every request, in order.
    var visits: [Visit] { journal.visits.withLock { $0 } }

    private let journal = Journal()

    private final class Journal: Sendable {
        let lines = Mutex([String]())
        let visits = Mutex([Visit]())
    }

    /// - Parameters:
    ///   - accepts: the sign-ins it takes for right.
    ///   - secret: its token.
    ///   - unsigned: what comes of an unsigned request.
    ///   - refusal: what comes of a sign-in that it does not accept.
    ///   - offset: seconds by which its clock is ahead; nil leaves the time out.
    ///   - claims: seconds by which it says that its clock is ahead, if that is something else.
    ///   - window: the stamps it takes.
    ///   - info: the rest of what it says to `/info`.
    ///   - script: what comes of the n-th request, counted from 1, whatever it is; nil for the usual.
    ///   - latency: how long the n-th request takes.
    init(
        accepts: Set<AuthMode>, secret: String = "twelve-chars", unsigned: ScriptedFetcher.Outcome = .status(401),
        refusal: ScriptedFetcher.Outcome = .status(401), offset: Int? = 0, claims: Int? = nil, window: Window = .any,
        info: String = #""ids": {"hardwareId": 439041101, "serverId": 7}, "versions": {"firmwareVersion": "2.14.0"}"#,
        list: ScriptedFetcher.Outcome = .json(#"[{"nukiId": 1}, {}]"#),
        script: @escaping @Sendable (Int) -> ScriptedFetcher.Outcome? = { _ in nil },
        latency: @escaping @Sendable (Int) -> Duration = { _ in .zero }
    ) throws {
        let token = try BridgeToken(parsing: secret)
        let journal = journal
        let clock = SkippingClock { _ in journal.lines.withLock { $0.append("pause") } }
        let start = Date(timeIntervalSince1970: 1_787_391_082)
        let now: @Sendable () -> Date = { start + clock.now.elapsed / .seconds(1) }
        let fetcher = ScriptedFetcher { request in
            let mode = request.mode
            let claim = SignInClaim(query: request.query.map { ($0.name, $0.encodedValue) }, token: token)
            let ahead = claim?.time.map { Int($0.timeIntervalSince(now()).rounded()) }
            let began = clock.now.elapsed
            let count = journal.visits.withLock { $0.count } + 1
            // The tests' bridges answer one request at a time, and nobody cancels them.
            if latency(count) > .zero { try? await clock.sleep(for: latency(count)) }
            journal.visits.withLock {
                $0.append(
                    Visit(
                        path: request.path, mode: mode, isTrue: claim != nil, ahead: ahead, began: began,
                        ended: clock.now.elapsed))
            }
            let signature = mode.map { claim == nil ? "\($0) decoy" : "\($0)" } ?? "unsigned"
            journal.lines.withLock { $0.append("\(request.path) \(signature)") }
            if let outcome = script(count) { return outcome }
            guard let mode else { return unsigned }
            guard claim != nil, accepts.contains(mode), window.takes(ahead.map { $0 - (offset ?? 0) }) else {
                return refusal
            }
            guard request.path == "/info" else { return list }
            let time = (claims ?? offset).map { #""currentTime": "\#(WireTime.text(now() + Double($0)))", "# } ?? ""
            return .json("{\(time)\(info)}")
        }
        self.clock = clock
        dialer = BridgeDialer(fetcher: fetcher, clock: now)
    }
}

extension ScriptedBridge {
    /// Tests the sign-in, without waiting for real.
    func climb(
        _ plan: SignInPlan, secret: String = "twelve-chars", expecting: BridgeID? = nil,
        progress: @Sendable (ClockSearch.Progress) -> Void = { _ in }
    ) async throws -> ProbeReport {
        try await AuthLadder(
            endpoint: endpoint, token: BridgeToken(parsing: secret), plan: plan, dialer: dialer, clock: clock
        ).climb(expecting: expecting, progress: progress)
    }
}

extension ScriptedBridge.Window {
    /// - Parameter ahead: by how many seconds the stamp is ahead of the bridge; nil for a token in clear.
    fileprivate func takes(_ ahead: Int?) -> Bool {
        guard let ahead else { return true }
        return switch self {
        case .any: true
        case .twoSided: abs(ahead) <= 60
        case .oneSided: ahead >= -60
        }
    }
}

extension HTTPRequest {
    /// How it is signed; nil when it is not.
    fileprivate var mode: AuthMode? {
        let names = Set(query.map(\.name))
        if names == ["ctoken", "nonce"] { return .encrypted }
        if names == ["ts", "rnr", "hash"] { return .hashed }
        return names == ["token"] ? .plain : nil
    }
}
