import TestKit
import Testing

/// A client that nobody here wrote, with the simulated bridge.
@Suite("pynuki 1.6.3 and the simulated bridge", .timeLimit(.minutes(5)))
struct PynukiTests {
    @Test("Every call of it works as its document says, encrypted and plain")
    func judge() async throws {
        let folder = try TemporaryFolder()
        let python = try await JudgePython.path(with: "pynuki==1.6.3", in: folder)
        async let encrypted: Void = Self.judge("encrypted", python)
        try await Self.judge("plain", python)
        try await encrypted
    }

    private static func judge(_ way: String, _ python: String) async throws {
        try await Simulation.run("--speed", "10") { bridge in
            let outcome = try await ChildProcess.run(
                python,
                [
                    JudgePython.script("pynuki_judge.py"), "127.0.0.1", "\(bridge.port)", bridge.token,
                    "\(bridge.control)", way,
                ])
            let wrong = outcome.output.filter { !$0.hasPrefix("ok ") } + outcome.errors
            #expect(outcome.status == .code(0), "\(wrong.joined(separator: "\n"))")
            #expect(outcome.output.contains { $0.hasPrefix("ok ") })
        }
    }
}
