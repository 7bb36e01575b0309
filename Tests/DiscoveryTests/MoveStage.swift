import BridgeAPI
import BridgeSimulator
import Discovery
import FoundationEssentials
import NukiDomain
import Sightings
import Synchronization
import TestKit

@testable import HTTPFetch

/// A true bridge, simulated and asked over real HTTP, an impostor beside it, and a network between them, all on one
/// clock that nobody waits for.
final class MoveStage: Sendable {
    static let mac = MACAddress(rawValue: 0x54D2_722B_3C4D)
    static let strangeMAC = MACAddress(rawValue: 0x0242_AC11_0002)
    static let old = IPv4Address(192, 168, 77, 52)
    static let new = IPv4Address(192, 168, 77, 60)
    static let opening = Date(timeIntervalSince1970: 1_780_000_000)
    static let network = LocalNetwork(
        interface: "eth0", ownAddress: IPv4Address(192, 168, 77, 2), prefixLength: 24)

    /// One request, as it went over the network.
    struct Visit: Sendable {
        let address: IPv4Address
        let path: String
        /// Nil for an unsigned one.
        let mode: AuthMode?
        /// It carries the true token, in one way or another.
        let isTrue: Bool
        let at: Duration
    }

    let clock: SkippingClock
    let bridge: SimulatedBridge
    let dialer: BridgeDialer
    private let network: SimulatedNetwork

    /// Sets the stage, plays, and takes everything down again.
    static func play(_ scene: (MoveStage) async throws -> Void) async throws {
        let stage = try await MoveStage()
        do {
            try await scene(stage)
        } catch {
            await stage.bridge.stop()
            throw error
        }
        await stage.bridge.stop()
    }

    private init() async throws {
        let clock = SkippingClock()
        let now: @Sendable () -> Date = { Self.opening + clock.now.elapsed / .seconds(1) }
        self.clock = clock
        bridge = try await SimulatedBridge.start(
            Household.builtIn(), time: SimulatedTime(clock: ManualClock(), calendar: now))
        let network = SimulatedNetwork(bridge, clock: clock, fetcher: try CurlFetcher())
        self.network = network
        dialer = BridgeDialer(fetcher: ScriptedFetcher { await network.fetch($0) }, clock: now)
    }

    /// Every request so far, in order.
    var visits: [Visit] { network.state.withLock(\.visits) }

    /// Those that were signed.
    var signed: [Visit] { visits.filter { $0.mode != nil } }

    /// Puts the true bridge at an address; nil switches it off.
    func put(bridgeAt address: IPv4Address?) { network.state.withLock { $0.bridgeAddress = address } }

    /// Puts an impostor at an address.
    func put(_ impostor: Impostor, at address: IPv4Address) {
        network.state.withLock { $0.impostors[address] = impostor }
    }

    /// What the stored entry says of the bridge.
    func record(
        mode: AuthMode = .encrypted, at address: IPv4Address = old, mac: MACAddress? = mac, offset: Int = 0,
        followsAddress: Bool = true
    ) -> BridgeRecord {
        BridgeRecord(
            id: bridge.household.id, endpoint: Endpoint(host: .address(.v4(address)), port: .bridgeDefault), mac: mac,
            serverID: BridgeID(rawValue: 0x1C5E_90A7),
            devices: Set([0x21DF_943C, 0x3C88_A2ED, 0x1E5F_E23A].map(NukiID.init(rawValue:))),
            credential: Credential(token: bridge.household.token, mode: mode), stampOffset: offset,
            followsAddress: followsAddress)
    }

    /// Sends what an impostor caught to the true bridge, asking it to open the front door.
    func replay(_ caught: [[QueryItem]]) async { await network.replay(caught) }

    /// How often the door was told to open, and obeyed.
    var openings: Int {
        get async { await bridge.truth.requests.count { $0.path.hasPrefix("/lockAction") && $0.status == 200 } }
    }
}

/// Something that answers at an address as a script says, and keeps and uses what it is sent.
final class Impostor: Sendable {
    /// What it answers to the n-th signed request, from 1 on, and to unsigned ones as the 0-th.
    let answer: @Sendable (Int) -> ScriptedFetcher.Outcome
    /// Sends what it catches to the true bridge before it answers.
    let isHasty: Bool
    private let kept = Mutex([[QueryItem]]())

    init(isHasty: Bool = true, answer: @escaping @Sendable (Int) -> ScriptedFetcher.Outcome) {
        self.isHasty = isHasty
        self.answer = answer
    }

    /// The signatures that it was sent.
    var caught: [[QueryItem]] { kept.withLock { $0 } }

    func take(_ signature: [QueryItem]) -> Int {
        kept.withLock {
            if !signature.isEmpty { $0.append(signature) }
            return signature.isEmpty ? 0 : $0.count
        }
    }
}

/// Carries requests to the true bridge or an impostor, and notes them.
final class SimulatedNetwork: Sendable {
    struct State {
        var bridgeAddress: IPv4Address?
        var impostors: [IPv4Address: Impostor] = [:]
        var visits: [MoveStage.Visit] = []
    }

    let state = Mutex(State())
    private let bridge: SimulatedBridge
    private let clock: SkippingClock
    private let fetcher: CurlFetcher

    init(_ bridge: SimulatedBridge, clock: SkippingClock, fetcher: CurlFetcher) {
        self.bridge = bridge
        self.clock = clock
        self.fetcher = fetcher
    }

    func fetch(_ request: HTTPRequest) async -> ScriptedFetcher.Outcome {
        guard case .address(.v4(let address)) = request.endpoint.host else { return .failure(.nameNotResolved) }
        let claim = SignInClaim(
            query: request.query.map { ($0.name, $0.encodedValue) }, token: bridge.household.token)
        let names = Set(request.query.map(\.name))
        let mode: AuthMode? =
            names == ["ctoken", "nonce"] ? .encrypted : names.contains("hash") ? .hashed : names.isEmpty ? nil : .plain
        let now = clock.now.elapsed
        let (isBridge, impostor) = state.withLock { state in
            state.visits.append(
                MoveStage.Visit(address: address, path: request.path, mode: mode, isTrue: claim != nil, at: now))
            return (state.bridgeAddress == address, state.impostors[address])
        }
        if let impostor {
            let number = impostor.take(request.query)
            if impostor.isHasty, number > 0 { await replay([request.query]) }
            return impostor.answer(number)
        }
        guard isBridge else { return .failure(.refused) }
        return await send(request.path, request.query)
    }

    func replay(_ caught: [[QueryItem]]) async {
        for signature in caught {
            let order = [
                QueryItem("nukiId", verbatim: "568300604"), QueryItem("deviceType", verbatim: "0"),
                QueryItem("action", verbatim: "3"), QueryItem("nowait", verbatim: "1"),
            ]
            _ = await send("/lockAction", order + signature)
        }
    }

    private func send(_ path: String, _ query: [QueryItem]) async -> ScriptedFetcher.Outcome {
        do {
            return .success(try await fetcher.fetch(HTTPRequest(endpoint: bridge.endpoint, path: path, query: query)))
        } catch {
            return .failure(error)
        }
    }
}

/// A neighbour table and a memory as a test writes them, over the network of a stage.
final class ScriptedWitness: MoveWitness {
    private let stage: MoveStage
    private let table: Mutex<[IPv4Address: [MACAddress?]]>
    private let limit = Mutex(ProbeLimit())
    private let before = Mutex(ProbeLimit())

    /// - Parameter table: what the kernel says of an address, in order, and the last of it from then on.
    init(_ stage: MoveStage, _ table: [IPv4Address: [MACAddress?]]) {
        self.stage = stage
        self.table = Mutex(table)
    }

    func look(at endpoint: Endpoint) async -> BridgeProbe.Finding {
        await BridgeProbe.look(stage.dialer.client(endpoint), busyIsBridge: false)
    }

    func details(
        at endpoint: Endpoint, signedBy credential: Credential, bridgeOffset: Int
    ) async throws(BridgeError) -> BridgeDetails {
        try await stage.dialer.client(endpoint, credential: credential, bridgeOffset: bridgeOffset).details()
    }

    func hardwareAddress(of address: IPv4Address) -> MACAddress? {
        table.withLock { table in
            guard let rest = table[address], let first = rest.first else { return nil }
            if rest.count > 1 { table[address] = Array(rest.dropFirst()) }
            return first
        }
    }

    func beginProbe() -> Duration? {
        limit.withLock { limit in
            let wait = limit.wait(at: stage.dialer.now)
            if wait == nil {
                before.withLock { $0 = limit }
                limit.begin(at: stage.dialer.now)
            }
            return wait
        }
    }

    func endProbe(_ end: ProbeEnd) {
        limit.withLock { limit in
            switch end {
            case .proved: limit.succeed()
            case .nothingSpent: limit = before.withLock { $0 }
            }
        }
    }
}

/// The same numbers for the same seed (xorshift64*): every order of the stamps comes up among a few seeds.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

/// Counts from 1.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
