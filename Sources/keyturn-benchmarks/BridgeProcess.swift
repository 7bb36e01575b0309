import NukiDomain

/// A simulated bridge in a process of its own, so that its processor time is not counted as ours.
struct BridgeProcess: ~Copyable {
    /// Where it answers.
    let endpoint: Endpoint
    private let program: LineProgram

    /// Starts this very program as a bridge and waits until it answers.
    static func start() throws -> BridgeProcess {
        let program = try LineProgram("/proc/self/exe", ["serve"])
        guard let port = Port(try program.line()) else {
            throw WrongCount(description: "the simulated bridge did not start")
        }
        return BridgeProcess(endpoint: Endpoint(host: .address(.v4(.loopback)), port: port), program: program)
    }
}
