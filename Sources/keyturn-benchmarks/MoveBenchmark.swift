/// How soon a bridge that is seen at a new address stands in the entries with it: looked at, proved and written.
///
/// It is measured by a process of its own (``MoveCommand``) in a network of its own, without the pauses that a bridge
/// needs between requests, which are prescribed.
struct MoveBenchmark {
    /// How often the bridge moves.
    let rounds: Int

    /// Measures and prints, or prints why it cannot.
    func run() throws {
        Report.line("Move: a bridge is seen at a new address, \(rounds) times")
        try EmptyNetwork.run(["move", "\(rounds)"])
    }
}
