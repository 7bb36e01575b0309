import BridgeSimulator
import FoundationEssentials
import Linux
import NukiDomain

/// pynuki, the client that Home Assistant has, asking for the same list (https://pypi.org/project/pynuki/).
struct PynukiClient {
    /// A Python that has it.
    let python: String
    /// The bridge's.
    let token: String

    /// Whether this Python is there and knows pynuki.
    static func isInstalled(for python: String) -> Bool {
        // A Python that cannot be started has no pynuki either.
        let answer = try? LineProgram(
            python, ["-c", "import pynuki; print('here')"], environment: ProcessInfo.processInfo.environment
        ).line()
        return answer == "here"
    }

    /// Asks a bridge of its own so often; Python's start is not counted.
    func lap(_ household: Household, requests: Int) async throws -> Lap {
        let bridge = try BridgeProcess.start()
        var environment = ProcessInfo.processInfo.environment
        environment["BRIDGE_TOKEN"] = token
        let program = try LineProgram(
            python, ["-c", Self.program, "\(bridge.endpoints[0].port)", "\(requests)"], environment: environment)
        let words = try program.line().split(separator: " ").compactMap { Int($0) }
        guard words.count == 3 else { throw WrongCount(description: "pynuki did not come to its end") }
        try WrongCount.check("pynuki", words[0], is: requests * household.devices.count)
        return Lap(elapsed: .microseconds(words[1]), processor: .microseconds(words[2]))
    }

    private static let program = """
        from os import environ
        from sys import argv
        from time import perf_counter, process_time
        from pynuki import NukiBridge
        bridge = NukiBridge("127.0.0.1", environ["BRIDGE_TOKEN"], int(argv[1]))
        elapsed, processor = perf_counter(), process_time()
        devices = sum(len(bridge.list()) for _ in range(int(argv[2])))
        elapsed, processor = perf_counter() - elapsed, process_time() - processor
        print(devices, int(elapsed * 1e6), int(processor * 1e6))
        """
}
