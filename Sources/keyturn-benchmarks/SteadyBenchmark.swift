import BridgeSimulator
import Linux

/// The real `keyturn run`, with everything on, over ten thousand polls: what it holds after the first thousand, it holds
/// at the end.
struct SteadyBenchmark {
    private static let bridges = 8
    private static let polls = (first: 1000, last: 10_000)
    /// What the allocator may keep more; a hundred bytes lost in every poll are as much again.
    private static let spareMemory = 800_000

    /// Measures, prints, and fails if anything grows, or prints why it cannot.
    func run() async throws {
        guard let keyturn = CommandRun.sibling("keyturn") else {
            return Report.line("Steady: not measured, no keyturn lies beside this program")
        }
        Report.line("Steady: keyturn run, \(Self.polls.last.grouped) polls of \(Self.bridges) bridges without a pause")
        try await MemoryFolder.lend { folder in
            let street = try BridgeProcess.start(bridges: Self.bridges)
            let broker = try await BrokerProcess.start(folder: folder)
            let loop = try await LoopProcess.start(
                keyturn, Household.builtIn().street(of: Self.bridges), at: street.endpoints, pollSeconds: 0.001,
                gapSeconds: 0, folder: folder, broker: broker.port)
            var polls = 0
            let before = try usage(loop, street, &polls, after: Self.polls.first)
            let after = try usage(loop, street, &polls, after: Self.polls.last)
            loop.end()
            broker.end()
            _ = street.end()
            Report.line(
                "  after \(Self.polls.first.grouped) polls \(before.privateMemory.grouped) bytes and "
                    + "\(before.descriptors) descriptors, at the end \(after.privateMemory.grouped) and "
                    + "\(after.descriptors)")
            guard after.privateMemory - before.privateMemory < Self.spareMemory else {
                throw WrongCount(description: "the memory of keyturn run grows with its polls")
            }
            // Of each bridge a request may be under way, or none.
            guard after.descriptors - before.descriptors <= Self.bridges else {
                throw WrongCount(description: "the descriptors of keyturn run grow with its polls")
            }
        }
    }

    /// What the loop holds once it has made so many polls.
    private func usage(
        _ loop: borrowing LoopProcess, _ street: borrowing BridgeProcess, _ polls: inout Int, after count: Int
    ) throws -> RunningUsage {
        let deadline = ContinuousClock.now + .seconds(180)
        while polls < count {
            try loop.go(on: .milliseconds(50))
            polls += try street.news().polls
            guard ContinuousClock.now < deadline else {
                throw WrongCount(description: "keyturn run made \(polls) polls in 180 s, expected \(count)")
            }
        }
        return loop.usage
    }
}
