import BridgeSimulator
import Linux
import NukiDomain

/// The real `keyturn run`, with everything on: what it holds with one bridge and with many, what polling them costs, and
/// how soon a callback is at a broker.
///
/// Wanted: less than 12 MB of memory of its own with one bridge, less than 20 kB more for each further one; with 1,000
/// bridges polled every 30 s less than 3 % of a core and no poll more than 1 s late; a poll costs at most 1.5 times what
/// libcurl needs for the same request, which it neither signs nor decodes, and which it sends as seldom.
struct RunBenchmark {
    /// On the street.
    let bridges: Int
    /// How often each is polled while that is measured.
    let polls: Int
    /// How many callbacks are sent.
    let callbacks: Int

    /// So that a street of any length is polled as often as a thousand bridges are.
    private var pollSeconds: Int { bridges * 30 / 1000 }

    /// Measures and prints, or prints why it cannot.
    func run() async throws {
        Report.line("Run: keyturn run with 1 bridge, then with \(bridges.grouped), each polled every \(pollSeconds) s")
        guard let keyturn = CommandRun.sibling("keyturn") else {
            return Report.line("  not measured: no keyturn lies beside this program")
        }
        try OpenFileLimit.raise()
        let one = try await MemoryFolder.lend { try await single(keyturn, $0) }
        try await MemoryFolder.lend { try await street(keyturn, $0, besides: one) }
    }

    /// One bridge; the memory that it takes.
    private func single(_ keyturn: String, _ folder: String) async throws -> Int {
        let household = try Household.builtIn()
        let bridge = try BridgeProcess.start()
        let broker = try await BrokerProcess.start(folder: folder)
        let reader = try broker.reader(of: "keyturn/\(household.id)/event")
        let loop = try await LoopProcess.start(
            keyturn, [household], at: bridge.endpoints, pollSeconds: 30, folder: folder, broker: broker.port)
        var target: CallbackTarget?
        for _ in 0..<60 where target == nil {
            try loop.go(on: .milliseconds(500))
            target = try bridge.news().callback
        }
        guard let target else { throw WrongCount(description: "the bridge was not told to report") }
        // The bridge is tried once more before all is quiet.
        try loop.go(on: .seconds(5))
        let usage = loop.usage
        Report.line(
            "  private memory with 1 bridge: \(usage.privateMemory.megabytes) MB, wanted: below 12; "
                + "all that is mapped: \(usage.memory.megabytes) MB")
        if let reader {
            try delays(target, reader, loop)
        } else {
            Report.line("  callback to event on MQTT: skipped, mosquitto and mosquitto_sub are not installed")
        }
        loop.end()
        // They are there until the loop has taken its leave of them.
        broker.end()
        _ = bridge.end()
        return usage.privateMemory
    }

    /// From the first byte of a callback to the event in a subscriber's hands.
    private func delays(
        _ target: CallbackTarget, _ reader: borrowing LineProgram, _ loop: borrowing LoopProcess
    ) throws {
        var delays: [Duration] = []
        for round in 0..<callbacks {
            let begun = ContinuousClock.now
            try target.post(CallbackTarget.lockReport(state: round.isMultiple(of: 2) ? 3 : 1))
            // A poll in between may have told the news already.
            if try reader.prints("\"callback\"", within: .seconds(1)) { delays.append(.now - begun) }
            if delays.isEmpty, round > 2 { break }
            try loop.go(on: .milliseconds(2))
        }
        guard !delays.isEmpty else { return Report.line("  callback to event on MQTT: skipped, nothing is published") }
        Report.line(
            "  callback to event on MQTT: \(delays.spread) (\(delays.count) of \(callbacks)), "
                + "wanted: median below 1 ms, p99 below 5 ms")
    }

    private func street(_ keyturn: String, _ folder: String, besides one: Int) async throws {
        let household = try Household.builtIn()
        let street = try BridgeProcess.start(bridges: bridges)
        let broker = try await BrokerProcess.start(folder: folder)
        let loop = try await LoopProcess.start(
            keyturn, household.street(of: bridges), at: street.endpoints, pollSeconds: Double(pollSeconds),
            folder: folder, broker: broker.port)
        let interval = Duration.seconds(pollSeconds)
        // The first polls, the callbacks that are asked for and what is published of them make a crowd, which spreads.
        try loop.go(on: interval * 2 + .seconds(15))
        try WrongCount.check("bridges that were polled", try street.news().polls >= bridges, is: true)
        let before = loop.usage
        let clock = ContinuousClock()
        let elapsed = try clock.measure { try loop.go(on: interval * polls) }
        let (after, news) = (loop.usage, try street.news())
        let late = try await loop.latestPoll()
        loop.end()
        broker.end()

        let processor = after.processor - before.processor
        let further = (after.privateMemory - one) / (bridges - 1)
        Report.line(
            "  private memory with \(bridges.grouped) bridges: \(after.privateMemory.megabytes) MB, "
                + "\((Double(further) / 1000).rounded(to: 1)) kB for each further one, wanted: below 20")
        Report.line(
            "  CPU of \(news.polls.grouped) polls: \((100 * (processor / elapsed)).rounded(to: 2)) % of a core, wanted: "
                + "below 3; the latest poll since the start began \(Int(late / .milliseconds(1)).grouped) ms late, wanted: below 1,000"
        )
        try await cost(processor / news.polls, street.endpoints, interval / bridges, household.tokenText)
        _ = street.end()
    }

    /// Beside libcurl alone, which goes round the same street at the same pace.
    private func cost(_ ours: Duration, _ street: [Endpoint], _ pause: Duration, _ token: String) async throws {
        let plain = try await PlainTransfers(requests: bridges, pause: pause).lap(token, street).processor / bridges
        Report.line(
            "  CPU of a poll: \(Int(ours / .microseconds(1))) us, of libcurl alone \(Int(plain / .microseconds(1))) us, "
                + "\((ours / plain).rounded(to: 2)) x; wanted: at most 1.5 x")
    }
}

extension Int {
    /// Millions, with one digit behind the point.
    fileprivate var megabytes: String { (Double(self) / 1_000_000).rounded(to: 1) }
}
