/// How soon a live capture tells what it hears, and what it loses of a burst, beside a loop in C that does the same.
///
/// It is measured by a process of its own (``LiveCommand``) in a network of its own, which goes when the process ends.
struct LiveBenchmark {
    /// How often each contender listens.
    let rounds: Int

    /// Measures and prints, or prints why it cannot.
    func run() throws {
        Report.line(
            "Live: \(rounds * LiveCommand.frames) frames one by one, from the sending to the line about it; then "
                + "\(LiveCommand.burst.grouped) without a gap; wanted: a median below 1 ms, none lost")
        guard let keyturn = CommandRun.sibling("keyturn") else {
            return Report.line("  not measured: no keyturn lies beside this program")
        }
        try EmptyNetwork.run(["live", keyturn, "\(rounds)"])
    }
}
