import TestKit
import Testing

@Suite("A token in clear and commands without a loop, on a live network", .timeLimit(.minutes(1)))
struct PlainLiveTests {
    @Test("It goes to the stored hardware, and not to who has the address now", LiveTests.needsLab)
    func commands() async throws {
        try await RediscoverLab.run { stage in
            try stage.configure(.init(host: "192.168.77.60", auth: "plain"))
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            #expect(try await Self.run(stage, "status").status == .code(0))
            #expect(try await bridge.requests(1).last == "/list plain 200")
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .server)
            try await stage.lab.ip("neigh flush dev eth0", on: .watcher)
            let stranger = try await stage.startBridge(on: .server, id: "5E6F7081", serverID: "2D6F01B8")
            for command in [["status"], ["lock", "Front door"], ["bridge", "log", "Hallway"]] {
                let outcome = try await Self.run(stage, command)
                #expect(outcome.status == .code(5))
                #expect(
                    (outcome.output + outcome.errors).contains { $0.contains("Nothing was sent to 192.168.77.60") },
                    "\(outcome.output) \(outcome.errors)")
            }
            #expect(stranger.requests.isEmpty)
        }
    }

    private static func run(_ stage: RediscoverLab, _ command: String...) async throws -> ProcessOutcome {
        try await run(stage, command)
    }

    private static func run(_ stage: RediscoverLab, _ command: [String]) async throws -> ProcessOutcome {
        let outcome = try await ChildProcess.run(
            "ip",
            ["netns", "exec", stage.lab.namespace(of: .watcher), KeyturnBinary.path] + command
                + ["--config", stage.keyturn.home("config")])
        try FixtureTokens.check(outcome.output + outcome.errors)
        return outcome
    }
}
