import BridgeSimulator
import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("run", .timeLimit(.minutes(1)))
struct RunTests {
    /// A pace that spares time; the pace of a real bridge is in the settings' defaults.
    private static let pace = ["KEYTURN_POLL_SECONDS": "0.2", "KEYTURN_REQUEST_GAP_SECONDS": "0.05"]

    @Test("--polls 3 asks /list three times, prints the devices once, and ends with 0")
    func polls() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(
                ["run", "--polls", "3", "--config", stage.config], environment: Self.pace)
            #expect(outcome.status == .code(0))
            #expect(
                outcome.output.map { $0.dropFirst(9) } == [
                    "Hallway   online, 3 devices", "Front door   locked, door closed, battery 85 %",
                    "Side door    unlocked, battery 96 %", "Intercom     ready",
                ])
            let truth = await stage.bridge.truth
            #expect(truth.requests.count { $0.path == "/list" } == 3)
            #expect(truth.requests.allSatisfy { $0.signIn == .encrypted && $0.status == 200 })
            #expect(truth.lockActions == 0)
        }
    }

    @Test("SIGTERM and SIGINT end it with 0, at once", arguments: [SIGTERM, SIGINT])
    func signals(_ signal: Int32) async throws {
        try await Stage.run { stage in
            try stage.configure()
            // At the pace of every day, where the next poll is half a minute away.
            // By a source that needs no right, so that nothing is warned of.
            let running = try stage.keyturn.start(["run", "--source", "neighbours", "--config", stage.config])
            try await running.line(with: "Intercom")
            let start = ContinuousClock.now
            running.send(signal)
            let outcome = try await running.end()
            #expect(outcome.status == .code(0))
            // Far less than the half minute to the next poll.
            #expect(ContinuousClock.now - start < .seconds(15))
            #expect(outcome.errors == [])
        }
    }

    @Test("A change at the bridge is printed")
    func change() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let running = try stage.keyturn.start(["run", "--config", stage.config], environment: Self.pace)
            try await running.line(with: "Side door    unlocked")
            let request =
                "GET /lockAction?nukiId=1015587565&deviceType=4&action=2&token=\(FixtureTokens.own) HTTP/1.1\r\n\r\n"
            // The bridge answers one request at a time; its busy answer is the loop's doing and passes.
            while await stage.bridge.truth.devices.first(where: { $0.name == "Side door" })?.state == 3 {
                _ = try await RawConnection.exchange(request, with: stage.bridge.endpoint.port)
            }
            try await running.line(with: "Side door    locked")
            running.send(SIGTERM)
            #expect(try await running.end().status == .code(0))
        }
    }

    @Test("A second one on the same configuration ends with the first one's number")
    func second() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let first = try stage.keyturn.start(["run", "--config", stage.config])
            try await first.line(with: "online")
            let second = try await stage.keyturn.run(["run", "--json", "--config", stage.config])
            #expect(second.status == .code(7))
            #expect(try second.error?["id"] == "KT-SAVE-BUSY")
            #expect(try second.error?["why"]?.text?.contains("process \(first.id)") == true)
            first.send(SIGTERM)
            #expect(try await first.end().status == .code(0))
            let third = try await stage.keyturn.run(
                ["run", "--polls", "1", "--config", stage.config], environment: Self.pace)
            #expect(third.status == .code(0), "the lock ends with its holder")
        }
    }

    @Test("The loop that a setup hands off to is the only one too")
    func handedOff() async throws {
        try await Stage.run { stage in
            let setup = try stage.keyturn.start([
                "setup", "--no-input", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)", "--token-file",
                stage.tokenFile, "--yes", "--run", "--config", stage.config,
            ])
            try await setup.line(with: "online")
            let second = try await stage.keyturn.run(["run", "--polls", "1", "--json", "--config", stage.config])
            #expect(second.status == .code(7))
            #expect(try second.error?["why"]?.text?.contains("process \(setup.id)") == true)
            setup.send(SIGTERM)
            let ending = try await setup.end()
            #expect(ending.status == .code(0), "\(ending)")
        }
    }

    @Test("A bridge that is down is said and does not end it; it is said when it is back")
    func deadBridge() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let running = try stage.keyturn.start(["run", "--config", stage.config], environment: Self.pace)
            try await running.line(with: "online")
            await stage.bridge.stop()
            try await running.line(with: "at 127.0.0.1 (3 tries)")
            let again = try await SimulatedBridge.start(
                stage.bridge.household, port: stage.bridge.endpoint.port.rawValue)
            try await running.line(with: "online")
            running.send(SIGTERM)
            #expect(try await running.end().status == .code(0))
            await again.stop()
        }
    }

    @Test("Nothing set up: KT-INPUT; no token: KT-INPUT, which names the bridge")
    func nothing() async throws {
        try await Stage.run { stage in
            let nothing = try await stage.keyturn.run(["run", "--json", "--config", stage.config])
            #expect(nothing.status == .code(3))
            #expect(try nothing.error?["id"] == "KT-INPUT")
            try stage.configure()
            try stage.keyturn.home.write("", to: "config/tokens/0A2B3C4D")
            let empty = try await stage.keyturn.run(["run", "--json", "--config", stage.config])
            #expect(empty.status != .code(0))
            #expect(await stage.bridge.truth.requests.isEmpty)
        }
    }

    @Test("A variable that is no time is refused by its name")
    func badVariable() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(
                ["run", "--json", "--config", stage.config], environment: ["KEYTURN_POLL_SECONDS": "soon"])
            #expect(outcome.status == .code(3))
            #expect(try outcome.error?["what"]?.text?.contains("KEYTURN_POLL_SECONDS") == true)
        }
    }
}
