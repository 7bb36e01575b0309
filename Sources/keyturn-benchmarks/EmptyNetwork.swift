import FoundationEssentials
import Glibc

/// A network of its own for a measure that makes interfaces; it goes when the process in it ends.
enum EmptyNetwork {
    /// Runs a command of this very program in one and prints its lines, or prints why it cannot.
    static func run(_ words: [String]) throws {
        guard let own = CommandRun.sibling("keyturn-benchmarks") else { return }
        // Whoever is not root is root of a namespace of users.
        let rights = geteuid() == 0 ? ["--net"] : ["--map-root-user", "--net"]
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"
        let program = try LineProgram("unshare", rights + [own] + words, environment: ["PATH": path])
        var lines = 0
        while true {
            let line = try program.line()
            if line.isEmpty { break }
            Report.line(line)
            lines += 1
        }
        let (_, code, _) = try program.untilItsEnd()
        if lines == 0 { return Report.line("  not measured: unshare or ip may not make a network namespace here") }
        try WrongCount.check("exit code of \(words[0])", code, is: 0)
    }
}
