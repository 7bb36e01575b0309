import ArgumentParser
import Linux

/// The inside of ``StartBenchmark``, in a network of its own: starts those that listen, in turns, while a frame is sent
/// every millisecond.
struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "start", shouldDisplay: false)

    @Argument var keyturn: String
    @Argument var rounds: Int

    func run() throws {
        let here = ["--json", "--interface", FrameCable.far]
        var contenders = [
            Starter(name: "watcher in C", words: ["/proc/self/exe", "watch", FrameCable.far]),
            Starter(name: "listen", words: [keyturn, "listen"] + here),
            Starter(
                name: "discover",
                words: [keyturn, "discover", "--source", "dhcp", "--no-probe", "--config", "/nonexistent"] + here),
        ]
        var cable = try FrameCable()
        for _ in 0..<rounds {
            for index in contenders.indices { try contenders[index].start(&cable) }
        }
        for contender in contenders {
            Report.line("  \(contender.name), from its start to the first frame: \(contender.delays.spread)")
        }
    }
}

/// One that prints a line about a frame.
private struct Starter {
    let name: String
    let words: [String]
    private(set) var delays: [Duration] = []

    init(name: String, words: [String]) {
        self.name = name
        self.words = words
    }

    /// Starts it, and ends it after its first line.
    mutating func start(_ cable: inout FrameCable) throws {
        let begun = ContinuousClock.now
        let program = try LineProgram(words[0], Array(words.dropFirst()))
        repeat {
            try WrongCount.check("\(name), which is silent", .now - begun > .seconds(10), is: false)
            try cable.send()
        } while try program.lines(within: .milliseconds(1)) == 0
        delays.append(.now - begun)
        _ = program.end()
    }
}
