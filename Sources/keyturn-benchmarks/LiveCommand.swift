import ArgumentParser

/// The inside of ``LiveBenchmark``, in a network of its own: makes a cable, sends at one end of it and lets the contenders
/// listen at the other, in turns.
struct LiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "live", shouldDisplay: false)

    /// Frames of one round that are sent one by one.
    static let frames = 100
    /// Frames of one round that are sent without a gap.
    static let burst = 2000

    @Argument var keyturn: String
    @Argument var rounds: Int

    func run() async throws {
        var contenders = [
            Contender(name: "watcher in C", words: ["/proc/self/exe", "watch", FrameCable.far]),
            Contender(name: "listen --json", words: [keyturn, "listen", "--json", "--interface", FrameCable.far]),
        ]
        var cable = try FrameCable()
        for _ in 0..<rounds {
            for index in contenders.indices { try await contenders[index].listen(to: &cable) }
        }
        let peer = contenders[0].pace
        for contender in contenders {
            let ratio = (contender.pace / peer).rounded(to: 2)
            Report.row(
                contender.name, "\((contender.pace / .milliseconds(1)).rounded(to: 3)) ms",
                "\(contender.lost) of \((rounds * Self.burst).grouped) lost", ["\(ratio) x \(contenders[0].name)"])
        }
    }

    /// One that prints a line for every frame.
    private struct Contender {
        let name: String
        let words: [String]
        private var paces: [Duration] = []
        private(set) var lost = 0

        init(name: String, words: [String]) {
            self.name = name
            self.words = words
        }

        /// The median time from a frame's sending to its line.
        var pace: Duration { Race.median(paces) }

        /// Starts the program, and ends it when it has heard a round.
        mutating func listen(to cable: inout FrameCable) async throws {
            let program = try LineProgram(words[0], Array(words.dropFirst()))
            // A frame that is sent before anybody listens is nobody's.
            for _ in 0..<50 {
                try cable.send()
                if try program.lines(within: .milliseconds(100)) > 0 { break }
            }
            while try program.lines(within: .milliseconds(200)) > 0 {}
            for _ in 0..<LiveCommand.frames {
                let start = ContinuousClock.now
                try cable.send()
                try WrongCount.check("\(name), of one frame", try program.lines(within: .seconds(5)), is: 1)
                paces.append(.now - start)
                try await Task.sleep(for: .milliseconds(5))
            }
            for _ in 0..<LiveCommand.burst { try cable.send() }
            var heard = 0
            while heard < LiveCommand.burst {
                let more = try program.lines(within: .seconds(2))
                if more == 0 { break }
                heard += more
            }
            lost += LiveCommand.burst - heard
        }
    }
}
