import BridgeAPI
import BridgeSimulator
import HTTPFetch
import NukiDomain

/// What a `/list`, signed and decoded, costs: one bridge answers over loopback from another process.
///
/// What counts is processor time of all threads, the kernel's share included. Wanted: at most 1.5 times that of libcurl,
/// which neither signs nor decodes, and at most a tenth of pynuki's. Each request of each contender has a connection of
/// its own, since bridges close after every answer. Every run has bridges of its own, since a bridge remembers each
/// sign-in for a minute and gets slower by it.
///
/// One bridge asked again and again is the worst case: each request wakes the fetcher's thread and sends it back to sleep.
/// With many bridges, which is where processor time matters, one waking serves several.
struct BridgeBenchmark {
    /// How often each contender runs.
    let rounds: Int
    /// The Python that may have pynuki.
    let python: String

    private static let requests = 640
    private static let street = 32

    /// Measures and prints.
    func run() async throws {
        let household = try Household.builtIn()
        let dialer = BridgeDialer(fetcher: try CurlFetcher())
        Report.line(
            "Bridge: \(Self.requests) requests for /list, each after the answer to the last; \(rounds) rounds; "
                + "ratios of CPU, wanted: 1.5 x libcurl alone, 0.1 x pynuki")
        let plain = PlainTransfers(requests: Self.requests)
        var peers: [Race.Contender] = [
            .init(name: "libcurl alone") { try await plain.lap(household.tokenText) }
        ]
        if PynukiClient.isInstalled(for: python) {
            let pynuki = PynukiClient(python: python, token: household.tokenText)
            peers.append(.init(name: "pynuki, encrypted") { try await pynuki.lap(household, requests: Self.requests) })
        } else {
            Report.line("  pynuki is left out: \(python) has none (pip install pynuki==1.6.3, then --python PATH)")
        }
        let race = Race(
            unit: "requests", work: Self.requests, compared: \.processor, peers: peers,
            ours: [
                .init(name: "client, 1 bridge") { try await Self.client(household, dialer, bridges: 1) },
                .init(name: "client, \(Self.street) bridges") {
                    try await Self.client(household, dialer, bridges: Self.street)
                },
            ])
        try await race.run(rounds: rounds)
    }

    private static func client(_ household: Household, _ dialer: BridgeDialer, bridges: Int) async throws -> Lap {
        let street = try BridgeProcess.start(bridges: bridges)
        let credential = Credential(token: household.token, mode: .encrypted)
        var devices = 0
        let lap = try await Lap.measure {
            devices = try await withThrowingTaskGroup(of: Int.self) { group in
                for endpoint in street.endpoints {
                    let client = dialer.client(endpoint, credential: credential)
                    group.addTask {
                        var devices = 0
                        for _ in 0..<requests / bridges { devices += try await client.list().devices.count }
                        return devices
                    }
                }
                return try await group.reduce(0, +)
            }
        }
        try WrongCount.check("the client", devices, is: requests * household.devices.count)
        return lap
    }
}
