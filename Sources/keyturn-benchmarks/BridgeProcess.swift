import NukiDomain

/// Simulated bridges in a process of their own, so that its processor time is not counted as ours.
struct BridgeProcess: ~Copyable {
    /// What its bridges were asked lately.
    struct News {
        /// Requests for `/list`.
        let polls: Int
        /// Where the first bridge reports to.
        let callback: CallbackTarget?
    }

    /// Where they answer.
    let endpoints: [Endpoint]
    private let program: LineProgram

    /// Starts this very program as so many bridges and waits until they answer.
    static func start(bridges: Int = 1) throws -> BridgeProcess {
        let program = try LineProgram("/proc/self/exe", ["serve", "\(bridges)"])
        let endpoints = try program.line().split(separator: " ").compactMap { port in
            Port(port).map { Endpoint(host: .address(.v4(.loopback)), port: $0) }
        }
        try WrongCount.check("the simulated bridges", endpoints.count, is: bridges)
        return BridgeProcess(endpoints: endpoints, program: program)
    }

    /// What happened since this was asked last.
    func news() throws -> News {
        try program.say("?\n")
        let words = try program.line().split(separator: " ")
        guard words.count == 2, let polls = Int(words[0]) else {
            throw WrongCount(description: "the simulated bridges told nothing")
        }
        return News(polls: polls, callback: CallbackTarget(String(words[1])))
    }

    /// Ends the process and tells what it has used since it began.
    consuming func end() -> ProcessUsage { program.end() }
}
