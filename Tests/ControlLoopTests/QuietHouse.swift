import BridgeAPI
import BridgeSimulator
import Discovery
import Entries
import FoundationEssentials
import HTTPFetch
import Linux
import NukiDomain
import Sightings
import Synchronization
import TestKit
import Testing

@testable import ControlLoop

/// A network on which nobody answers unless told to, on a clock that nobody waits for.
final class QuietHouse: Sendable {
    static let mac = MACAddress(rawValue: 0x54D2_722B_3C4D)
    static let old = IPv4Address(10, 77, 0, 5)
    static let new = IPv4Address(10, 77, 0, 6)

    struct Look: Sendable {
        let address: IPv4Address
        let at: Duration
    }

    private struct State {
        var looks: [Look] = []
        var signed = 0
        var answering: Set<IPv4Address> = []
        var neighbours: [NeighbourTable.Neighbour] = []
    }

    private let folder: TemporaryFolder
    private let clock: any BootClock
    private let state = Mutex(State())

    init(clock: some BootClock = SkippingClock()) throws {
        folder = try TemporaryFolder()
        self.clock = clock
    }

    static func locations(_ folder: TemporaryFolder) throws -> Locations {
        try Locations(LocationFacts.gathered(configFlag: folder("config"), isSystem: false, environment: [:]))
    }

    static func entry() throws -> BridgeEntry {
        BridgeEntry(
            id: BridgeID(rawValue: 0x0A2B_3C4D), name: "Hallway",
            endpoint: Endpoint(host: .address(.v4(old)), port: .bridgeDefault), auth: .encrypted,
            serverID: 0x1C5E_90A7, mac: mac, source: .dhcp)
    }

    /// Every unsigned look so far.
    var looks: [Look] { state.withLock(\.looks) }
    /// When each address but the stored one was looked at first, in order.
    func newAddresses(in looks: [Look]) -> [Duration] {
        var known: Set = [Self.old]
        return looks.filter { known.insert($0.address).inserted }.map(\.at)
    }

    /// What the kernel has met.
    var neighbours: [NeighbourTable.Neighbour] { state.withLock(\.neighbours) }
    /// Lets the kernel meet hardware at an address.
    func meet(_ mac: MACAddress, at address: IPv4Address) {
        state.withLock { state in
            state.neighbours.removeAll { $0.address == address }
            state.neighbours.append(.init(address: address, mac: mac, interface: "eth0", isFresh: true))
        }
    }

    /// Lets the kernel know nobody.
    func forgetNeighbours() { state.withLock { $0.neighbours = [] } }

    /// How many requests were signed.
    var signed: Int { state.withLock(\.signed) }

    /// Lets something that refuses everybody, as a bridge does, answer at an address.
    func answer(at address: IPv4Address) { state.withLock { _ = $0.answering.insert(address) } }

    /// Waits until the looks are as described.
    func sees(_ condition: ([Look]) -> Bool) async throws {
        while !condition(looks) { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// What another process does that found the bridge.
    func moveEntry(to address: IPv4Address) async throws {
        let entry = try Self.entry()
        _ = try await EntryStore(try Self.locations(folder)).move(
            entry.id, from: entry.endpoint, to: Endpoint(host: .address(.v4(address)), port: .bridgeDefault),
            source: .dhcp, at: Date())
    }

    /// Leaves no entry in the file.
    func forgetEntries() throws { try write(entries: "{\"schema\":1,\"entries\":[]}") }

    /// Puts a text in the place of the entries.
    func write(entries text: String) throws { try folder.write(text, to: "config/entries.json") }

    /// Writes an entry as its owner does.
    func save(_ entry: BridgeEntry) async throws {
        _ = try await EntryStore(try Self.locations(folder)).save(entry, token: nil, at: Date())
    }

    /// A search for the bridge, which is not where it was.
    func search(
        _ manner: MoveMeans.Manner = .once, usesNeighbours: Bool = true,
        onUnsaved: (@Sendable (ConfigurationError) -> Void)? = nil
    ) async throws -> MoveSearch {
        let bridge = KnownBridge(entry: try Self.entry(), token: try BridgeToken(parsing: FixtureTokens.own))
        return MoveSearch(for: bridge, try await means(usesNeighbours: usesNeighbours), manner, onUnsaved: onUnsaved)
    }

    /// The network that all this is on, and what the kernel has met there.
    var neighbourhood: Neighbourhood {
        let network = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 77, 0, 2), prefixLength: 16)
        return Neighbourhood(networks: { [network] }, neighbours: { [self] in neighbours })
    }

    /// What searches work with here.
    func means(usesNeighbours: Bool = true) async throws -> MoveMeans {
        let locations = try Self.locations(folder)
        try AtomicFile.makeFolder(locations.runtime)
        let store = EntryStore(locations)
        _ = try await store.save(Self.entry(), token: nil, at: Date())
        let dialer = BridgeDialer(fetcher: ScriptedFetcher { [self] in take($0) })
        return MoveMeans(
            store: store, dialer: dialer, lanes: locations.runtime, gap: .seconds(1),
            memory: ProbeMemory(locations) { Issue.record("\($0)") },
            neighbourhood: neighbourhood, usesNeighbours: usesNeighbours, clock: clock)
    }

    private func take(_ request: HTTPRequest) -> ScriptedFetcher.Outcome {
        guard case .address(.v4(let address)) = request.endpoint.host else { return .failure(.nameNotResolved) }
        return state.withLock { state in
            if request.query.isEmpty {
                state.looks.append(Look(address: address, at: clock.sinceBoot))
            } else {
                state.signed += 1
            }
            return state.answering.contains(address) ? .status(401) : .failure(.refused)
        }
    }
}
