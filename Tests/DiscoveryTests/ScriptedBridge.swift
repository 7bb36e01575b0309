import BridgeAPI
import Discovery
import FoundationEssentials
import HTTPFetch
import NukiDomain
import Synchronization
import TestKit

/// A bridge that accepts some sign-ins and refuses others, with a clock of its own, and a log of all that happens to it.
final class ScriptedBridge: Sendable {
    let endpoint = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)
    let clock: SkippingClock
    let dialer: BridgeDialer

    /// Requests as `/info encrypted` and pauses as `pause`, in the order they came.
    var log: [String] { journal.lines.withLock { $0 } }

    private let journal = Journal()

    private final class Journal: Sendable {
        let lines = Mutex([String]())
    }

    /// - Parameters:
    ///   - accepts: the sign-ins it takes for right.
    ///   - unsigned: what comes of an unsigned request.
    ///   - refusal: what comes of a sign-in that it does not accept.
    ///   - offset: seconds by which its clock is ahead; nil leaves the time out.
    ///   - info: the rest of what it says to `/info`.
    init(
        accepts: Set<AuthMode>, unsigned: ScriptedFetcher.Outcome = .status(401),
        refusal: ScriptedFetcher.Outcome = .status(401), offset: Int? = 0,
        info: String = #""ids": {"hardwareId": 439041101, "serverId": 7}, "versions": {"firmwareVersion": "2.14.0"}"#,
        list: ScriptedFetcher.Outcome = .json(#"[{"nukiId": 1}, {}]"#)
    ) {
        let journal = journal
        let clock = SkippingClock { _ in journal.lines.withLock { $0.append("pause") } }
        let start = Date(timeIntervalSince1970: 1_787_391_082)
        let now: @Sendable () -> Date = { start + clock.now.elapsed / .seconds(1) }
        let fetcher = ScriptedFetcher { request in
            let mode = request.mode
            journal.lines.withLock { $0.append("\(request.path) \(mode?.rawValue ?? "unsigned")") }
            guard let mode else { return unsigned }
            guard accepts.contains(mode) else { return refusal }
            guard request.path == "/info" else { return list }
            let time = offset.map { #""currentTime": "\#(WireTime.text(now() + Double($0)))", "# } ?? ""
            return .json("{\(time)\(info)}")
        }
        self.clock = clock
        dialer = BridgeDialer(fetcher: fetcher, clock: now)
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
