import FoundationEssentials
import Glibc

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
        guard let own = CommandRun.sibling("keyturn-benchmarks"), let keyturn = CommandRun.sibling("keyturn") else {
            return Report.line("  not measured: no keyturn lies beside this program")
        }
        // Whoever is not root is root of a namespace of users.
        let rights = geteuid() == 0 ? ["--net"] : ["--map-root-user", "--net"]
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"
        let program = try LineProgram(
            "unshare", rights + [own, "live", keyturn, "\(rounds)"], environment: ["PATH": path])
        var lines = 0
        while true {
            let line = try program.line()
            if line.isEmpty { break }
            Report.line(line)
            lines += 1
        }
        let (_, code, _) = try program.untilItsEnd()
        if lines == 0 { return Report.line("  not measured: unshare or ip may not make a network namespace here") }
        try WrongCount.check("exit code of the live measure", code, is: 0)
    }
}
