import ArgumentParser
import BridgeAPI
import BridgeSimulator
import ControlLoop
import Entries
import FoundationEssentials
import HTTPFetch
import NukiDomain
import Sightings

/// The inside of ``MoveBenchmark``: a bridge at one address of an empty network, its entry with another.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "move", shouldDisplay: false)

    private static let own = IPv4Address(10, 77, 0, 2)
    private static let old = IPv4Address(10, 77, 0, 8)
    private static let new = IPv4Address(10, 77, 0, 9)

    @Argument var rounds: Int

    func run() async throws {
        // Every address of the network is this machine's own: where nothing listens, the connection is refused.
        for words in ["link set lo up", "addr add \(Self.own)/16 dev lo"] {
            _ = try CommandRun(["ip"] + words.split(separator: " ").map(String.init))
        }
        let bridge = try await SimulatedBridge.start(.builtIn(), host: .address(.v4(Self.new)))
        let dialer = BridgeDialer(fetcher: try CurlFetcher())
        var delays: [Duration] = []
        for _ in 0..<rounds {
            delays.append(try await MemoryFolder.lend { try await move(bridge, dialer, $0) })
        }
        await bridge.stop()
        Report.line("  new address seen to entry rewritten: \(delays.spread), wanted: below 200 ms")
    }

    /// From the sighting to the entry in its file.
    private func move(_ bridge: SimulatedBridge, _ dialer: BridgeDialer, _ folder: String) async throws -> Duration {
        let locations = try Locations(.gathered(configFlag: folder, isSystem: false, environment: [:]))
        try AtomicFile.makeFolder(locations.runtime)
        let store = EntryStore(locations)
        let household = bridge.household
        let entry = BridgeEntry(
            id: household.id, name: "Hallway",
            endpoint: Endpoint(host: .address(.v4(Self.old)), port: bridge.endpoint.port),
            auth: .encrypted, mac: household.mac, source: .manual,
            devices: household.devices.map { EntryDevice(key: $0.key, name: $0.name) })
        _ = try await store.save(entry, token: household.token, at: Date())
        let neighbour = NeighbourTable.Neighbour(
            address: Self.new, mac: household.mac, interface: "lo", isFresh: true)
        let network = LocalNetwork(interface: "lo", ownAddress: Self.own, prefixLength: 16)
        let means = MoveMeans(
            store: store, dialer: dialer, lanes: locations.runtime, gap: .zero,
            memory: ProbeMemory(locations) { Report.line("  \($0)") },
            neighbourhood: Neighbourhood(networks: { [network] }, neighbours: { [neighbour] }), usesNeighbours: false)
        let search = MoveSearch(
            for: KnownBridge(entry: entry, token: household.token), means, .watching(patience: .seconds(600)))
        let running = Task { await search.run() }
        // It finds the stored address empty first, in three looks.
        try await Task.sleep(for: .seconds(4))
        let clock = ContinuousClock()
        let seen = clock.now
        await search.take(
            Sighting(claim: .granted, hostNames: [], mac: household.mac, address: Self.new, seen: Date()))
        var delay: Duration?
        for try await news in search.news {
            delay = clock.now - seen
            guard case .moved = news.finding else { throw WrongCount(description: "the search says \(news.finding)") }
            break
        }
        running.cancel()
        let stored = try store.load()[household.id]?.endpoint.host
        try WrongCount.check("the entry", stored, is: .address(.v4(Self.new)))
        guard let delay else { throw WrongCount(description: "the search ended") }
        return delay
    }
}
