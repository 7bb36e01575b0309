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
    func supervisor(
        _ fetcher: any HTTPFetching, log: EventLog, clock: any BootClock, bridge: KnownBridge? = nil,
        settings: LoopSettings = LoopSettings(), lanes: String? = nil, state: String? = nil,
        callbacks: (any CallbackReceiving)? = nil, relocation: Relocation? = nil,
        neighbourhood: Neighbourhood = .unknown, isClockSet: @escaping @Sendable () -> Bool = { true }
    ) -> BridgeSupervisor {
        let means = LoopMeans(
            lanes: lanes ?? folder.path, state: state, dialer: dialer(fetcher, clock: clock), sink: log, clock: clock,
            names: EntityNames(), callbacks: callbacks, relocation: relocation, neighbourhood: neighbourhood,
            isClockSet: isClockSet)
        return BridgeSupervisor(
            bridge ?? self.bridge(), settings: settings, means: means, jitter: FixedJitter.most)
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
