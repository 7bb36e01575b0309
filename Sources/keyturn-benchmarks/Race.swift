/// Several ways to do the same work, run in turns so that whatever else the machine does strikes all of them alike.
struct Race {
    /// One way to do it.
    struct Contender {
        /// What its line begins with.
        let name: String
        /// Does the work once, and throws if what it counted is wrong.
        let run: () async throws -> Lap
    }

    /// What is counted, such as "frames".
    let unit: String
    /// How many of them a run does.
    let work: Int
    /// What the ratios are of.
    let compared: KeyPath<Lap, Duration>
    /// What the others are held against.
    let peers: [Contender]
    /// Keyturn.
    let ours: [Contender]

    /// Runs each contender once a round and prints a line for each: medians, and the medians of the rounds' ratios.
    func run(rounds: Int) async throws {
        let contenders = peers + ours
        var laps = [[Lap]](repeating: [], count: contenders.count)
        for _ in 0..<rounds {
            for (index, contender) in contenders.enumerated() { laps[index].append(try await contender.run()) }
        }
        let medians = laps.map { laps in
            Lap(elapsed: Self.median(laps.map(\.elapsed)), processor: Self.median(laps.map(\.processor)))
        }
        for (index, contender) in contenders.enumerated() {
            let rate = Double(work) / (medians[index].elapsed / .seconds(1))
            let cost = medians[index].processor / .microseconds(work)
            let ratios = peers.indices.map { peer in
                let ratios = zip(laps[index], laps[peer]).map { $0[keyPath: compared] / $1[keyPath: compared] }
                return "\(Self.median(ratios).rounded(to: 2)) x \(peers[peer].name)"
            }
            Report.row(contender.name, "\(Int(rate).grouped) \(unit)/s", "\(cost.rounded(to: 2)) us CPU each", ratios)
        }
    }

    private static func median(_ ratios: [Double]) -> Double {
        let sorted = ratios.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// The middle one, or the mean of the two in the middle; there is at least one.
    static func median(_ times: [Duration]) -> Duration {
        let sorted = times.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
