import BridgeAPI
import Entries
import HTTPFetch
import Linux
import NukiDomain
import TestKit

@testable import ControlLoop

/// What a test of the loop needs around it: a folder for the lock files, a token, an entry.
struct LoopFixture {
    let folder: TemporaryFolder
    let token: BridgeToken

    init() throws {
        folder = try TemporaryFolder()
        token = try BridgeToken(parsing: "q7Zk2Lw9Xe4R")
    }

    func bridge(
        _ id: BridgeID = ScriptedBridge.home, name: String = "Hallway", at endpoint: Endpoint? = nil,
        clockOffset: Int = 0
    ) -> KnownBridge {
        let endpoint = endpoint ?? Endpoint(host: .name("hallway"), port: .bridgeDefault)
        let entry = BridgeEntry(
            id: id, name: name, endpoint: endpoint, auth: .encrypted, source: .manual, clockOffset: clockOffset)
        return KnownBridge(entry: entry, token: token)
    }

    func lane(
        to id: BridgeID = ScriptedBridge.home, gap: Duration = .seconds(1), clock: any BootClock
    ) -> BridgeLane {
        BridgeLane(to: id, folder: folder.path, gap: gap, clock: clock)
    }

    func dialer(_ fetcher: any HTTPFetching, clock: any BootClock) -> BridgeDialer {
        BridgeDialer(fetcher: fetcher) { ScriptedBridge.date(clock) }
    }

    /// A supervisor whose jitter shortens nothing: polls come exactly 30 s apart.
    func supervisor(_ bridge: ScriptedBridge, log: EventLog, clock: any BootClock, clockOffset: Int = 0)
        -> BridgeSupervisor
    {
        BridgeSupervisor(
            self.bridge(clockOffset: clockOffset), interval: .seconds(30), lane: lane(clock: clock),
            dialer: dialer(bridge, clock: clock), sink: log, clock: clock, jitter: FixedJitter.most)
    }

    func loop(
        _ bridges: [KnownBridge], _ fetcher: any HTTPFetching, log: EventLog, clock: any BootClock,
        settings: LoopSettings = LoopSettings(), pollLimit: Int? = nil
    ) -> ControlLoop {
        ControlLoop(
            bridges, settings: settings, lanes: folder.path, dialer: dialer(fetcher, clock: clock), sink: log,
            clock: clock, jitter: FixedJitter.most, pollLimit: pollLimit)
    }
}
