import NukiDomain

/// Simulated bridges in a process of their own, so that its processor time is not counted as ours.
struct BridgeProcess: ~Copyable {
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

    /// Ends the process and tells what it has used since it began.
    consuming func end() -> ProcessUsage { program.end() }
}
