import ArgumentParser
import Linux

/// `keyturn-benchmarks`: how much Keyturn's own code costs beside the C libraries that it stands on.
///
/// Speed is printed and never judged, for machines differ; a wrong count, or a loop that grows, ends with 1.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyturn-benchmarks",
        abstract: "Measures Keyturn beside plain C that does the same work, in turns, and prints medians.",
        subcommands: [ServeCommand.self, LiveCommand.self, MoveCommand.self, StartCommand.self, WatchCommand.self])

    @Flag(help: "Fewer rounds: a few seconds in all.")
    var quick = false

    @Option(help: "A Python that has pynuki, which the bridge client is held against too.")
    var python = "python3"

    @Option(help: "Measure this and nothing else: \(Measure.allValueStrings.joined(separator: ", ")).")
    var only: Measure?

    func run() async throws {
        StandardStream.ignoreBrokenPipes()
        for measure in only.map({ [$0] }) ?? Measure.allCases {
            switch measure {
            case .capture: try await captures.run()
            case .live: try LiveBenchmark(rounds: quick ? 1 : 5).run()
            case .start: try await StartBenchmark(rounds: quick ? 5 : 31).run()
            case .bridge: try await BridgeBenchmark(rounds: quick ? 5 : 21, python: python).run()
            case .control: try await ControlBenchmark(rounds: quick ? 30 : 500).run()
            case .move: try MoveBenchmark(rounds: quick ? 2 : 10).run()
            case .run: try await runs.run()
            case .steady: try await SteadyBenchmark().run()
            case .street: try await StreetBenchmark(seconds: quick ? 5 : 60).run()
            }
        }
    }

    private var runs: RunBenchmark {
        RunBenchmark(bridges: quick ? 300 : 1000, polls: quick ? 1 : 3, callbacks: quick ? 30 : 300)
    }

    private var captures: CaptureBenchmark {
        CaptureBenchmark(rounds: quick ? 3 : 15, messages: quick ? 100_000 : 1_000_000)
    }
}

/// What can be measured, each in a file of its own.
enum Measure: String, CaseIterable, ExpressibleByArgument {
    case capture, live, start, bridge, control, move, run, steady, street
}

/// A contender did not find what is there: its time means nothing.
struct WrongCount: Error, CustomStringConvertible {
    /// Who counted what, or what kept it from counting.
    let description: String

    /// Throws unless the two are equal.
    static func check<Count: Equatable>(_ who: String, _ found: Count, is expected: Count) throws(WrongCount) {
        guard found != expected else { return }
        throw WrongCount(description: "\(who) counted \(found), expected \(expected)")
    }
}
