import BridgeAPI
import BridgeSimulator
import Entries
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("The loop and a simulated bridge over real HTTP")
struct SimulatedBridgeTests {
    private let folder: TemporaryFolder
    private let log = EventLog()

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("It signs in, lists the household's devices with their states, and goes on polling")
    func polls() async throws {
        let household = try Household.builtIn()
        let bridge = try await SimulatedBridge.start(household)
        try await loop(household, at: bridge.endpoint, token: household.token).run()
        let requests = await bridge.truth.requests
        await bridge.stop()
        #expect(requests.map(\.path) == ["/info", "/list", "/list", "/list"])
        #expect(requests.allSatisfy { $0.status == 200 && $0.signIn == .encrypted })
        let events = await log.events
        #expect(events.map(\.bridge).allSatisfy { $0 == household.id })
        #expect(events.first?.kind == .bridgeOnline(devices: household.devices.count))
        let listed = events.dropFirst().map { event -> DeviceKey? in
            guard case .deviceAdded(let device) = event.kind else { return nil }
            return device.key
        }
        #expect(listed == household.devices.map(\.key))
    }

    @Test("A wrong token is refused, and the bridge is asked for nothing else")
    func wrongToken() async throws {
        let household = try Household.builtIn()
        let bridge = try await SimulatedBridge.start(household)
        let loop = try loop(household, at: bridge.endpoint, token: try BridgeToken(parsing: "not-this-one"))
        await #expect(throws: BridgesNotOnline(bridges: [household.id])) { try await loop.run() }
        let requests = await bridge.truth.requests
        await bridge.stop()
        #expect(requests.map(\.path) == ["/info", "/info", "/info"])
        #expect(await log.kinds == [.bridgeRefused])
    }

    /// Three polls without pauses worth mentioning.
    private func loop(_ household: Household, at endpoint: Endpoint, token: BridgeToken) throws -> ControlLoop {
        let entry = BridgeEntry(
            id: household.id, name: "Hallway", endpoint: endpoint, auth: .encrypted, source: .manual)
        return ControlLoop(
            [KnownBridge(entry: entry, token: token)],
            settings: LoopSettings(pollSeconds: 0.01, requestGapSeconds: 0.01), lanes: folder.path,
            dialer: BridgeDialer(fetcher: try CurlFetcher()), sink: log, pollLimit: 3)
    }
}
