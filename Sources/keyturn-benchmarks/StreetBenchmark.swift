import BridgeAPI
import BridgeSimulator
import HTTPFetch
import Linux
import NukiDomain

/// A thousand bridges in one other process, each asked once a second for its `/list`, signed and decoded.
///
/// One request that fails makes it fail.
struct StreetBenchmark {
    /// How long they are polled.
    let seconds: Int

    private static let bridges = 1000

    /// Measures and prints.
    func run() async throws {
        try OpenFileLimit.raise()
        let household = try Household.builtIn()
        let dialer = BridgeDialer(fetcher: try CurlFetcher())
        let credential = Credential(token: household.token, mode: .encrypted)
        Report.line(
            "Street: \(Self.bridges.grouped) bridges in one process, each polled once a second for \(seconds) s")
        let street = try BridgeProcess.start(bridges: Self.bridges)
        let clients = street.endpoints.map { dialer.client($0, credential: credential) }
        var polls = Polls()
        let lap = await Lap.measure { polls = await self.polls(clients, devices: household.devices.count) }
        let theirs = street.end()
        Report.line(
            "  \(polls.done.grouped) polls, \(polls.errors) errors; the latest began "
                + "\(Int(polls.latest / .milliseconds(1)).grouped) ms late, the slowest took "
                + "\(Int(polls.slowest / .milliseconds(1)).grouped) ms")
        Self.line("poller", lap.processor, ProcessUsage.now.peakMemory, lap.elapsed)
        Self.line("bridges, from start to end", theirs.processor, theirs.peakMemory, lap.elapsed)
        try WrongCount.check("polls that failed (\(polls.firstError ?? ""))", polls.errors, is: 0)
        try WrongCount.check("polls", polls.done, is: Self.bridges * seconds)
    }

    private func polls(_ clients: [BridgeClient], devices: Int) async -> Polls {
        let start = ContinuousClock.now
        return await withTaskGroup(of: Polls.self) { group in
            for (index, client) in clients.enumerated() {
                // Spread over the second, as a control loop spreads them.
                let first = start + .seconds(1) * index / clients.count
                group.addTask { await Self.poll(client, from: first, times: seconds, devices: devices) }
            }
            return await group.reduce(into: Polls()) { $0.add($1) }
        }
    }

    private static func poll(
        _ client: BridgeClient, from first: ContinuousClock.Instant, times: Int, devices: Int
    ) async -> Polls {
        let clock = ContinuousClock()
        var polls = Polls()
        for round in 0..<times {
            let due = first + .seconds(round)
            do {
                try await clock.sleep(until: due)
                let begun = clock.now
                polls.latest = max(polls.latest, begun - due)
                try WrongCount.check("a poll", try await client.list().devices.count, is: devices)
                polls.slowest = max(polls.slowest, clock.now - begun)
                polls.done += 1
            } catch {
                polls.errors += 1
                polls.firstError = polls.firstError ?? "\(error)"
            }
        }
        return polls
    }

    private static func line(_ name: String, _ processor: Duration, _ memory: Int, _ elapsed: Duration) {
        Report.line(
            "  \(name): \((100 * (processor / elapsed)).rounded(to: 1)) % of a core, peak memory \(memory >> 20) MiB")
    }

    /// What came of some polls.
    private struct Polls: Sendable {
        var done = 0
        var errors = 0
        var firstError: String?
        /// The longest that one began after it was due.
        var latest = Duration.zero
        /// The longest that one took.
        var slowest = Duration.zero

        mutating func add(_ other: Polls) {
            done += other.done
            errors += other.errors
            firstError = firstError ?? other.firstError
            latest = max(latest, other.latest)
            slowest = max(slowest, other.slowest)
        }
    }
}
