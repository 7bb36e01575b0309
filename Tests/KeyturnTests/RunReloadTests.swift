import BridgeSimulator
import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("run, and what changes meanwhile", .timeLimit(.minutes(1)))
struct RunReloadTests {
    @Test(
        "A name in settings.json is taken over without another sign-in, and a file that makes no sense is complained about"
    )
    func settings() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let running = try stage.keyturn.start(["run", "--config", stage.config])
            try await running.line(with: "Intercom")
            try stage.keyturn.home.write(
                #"{"devices":{"21DF943C":{"name":"Main door"},"1E5FE23A":{"ignore":true}}}"#, to: "config/settings.json"
            )
            try await running.line(with: "Main door")
            try await running.line(with: "no longer listed")
            try stage.keyturn.home.write(#"{"devices":"#, to: "config/settings.json")
            try await running.line(with: "settings.json", on: .errors)
            running.send(SIGTERM)
            #expect(try await running.end().status == .code(0))
            #expect(await stage.bridge.truth.requests.count { $0.path == "/info" } == 1)
        }
    }

    @Test("SIGHUP reads the configuration again and ends nothing")
    func hangup() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let running = try stage.keyturn.start(["run", "--config", stage.config])
            try await running.line(with: "Intercom")
            for _ in 0..<3 { running.send(SIGHUP) }
            running.send(SIGTERM)
            #expect(try await running.end().status == .code(0))
        }
    }

    @Test("What counts from the next start on is named, once a change; the rest is taken over")
    func nextStart() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let running = try stage.keyturn.start(["run", "--config", stage.config])
            try await running.line(with: "Intercom")
            try stage.keyturn.home.write(
                #"{"http":{"listen":"127.0.0.1:18599"},"devices":{"21DF943C":{"name":"Main door"}}}"#,
                to: "config/settings.json")
            try await running.line(with: "Main door")
            try await running.line(with: "http counts from the next start on", on: .errors)
            try stage.keyturn.home.write(
                #"{"http":{"listen":"127.0.0.1:18599"},"devices":{"21DF943C":{"name":"Gate"}}}"#,
                to: "config/settings.json")
            try await running.line(with: "Gate")
            running.send(SIGTERM)
            let outcome = try await running.end()
            #expect(outcome.status == .code(0))
            #expect(outcome.errors.count { $0.contains("next start") } == 1)
        }
    }

    @Test("A bell that rang is told once, although the loop is killed and started again")
    func killed() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let pace = ["KEYTURN_POLL_SECONDS": "0.2", "KEYTURN_REQUEST_GAP_SECONDS": "0.05"]
            let bell = try await stage.bridge.device(named: "Intercom")
            var lines: [String] = []
            for round in 0..<3 {
                let running = try stage.keyturn.start(["run", "--config", stage.config], environment: pace)
                try await running.line(with: "Intercom")
                if round == 1 {
                    try await stage.bridge.ring(bell)
                    try await running.line(with: "rings")
                }
                let lists = await stage.bridge.truth.requestCount
                while await stage.bridge.truth.requestCount < lists + 3 { try await Task.sleep(for: .milliseconds(10)) }
                running.send(SIGKILL)
                lines += try await running.end().output
            }
            #expect(lines.count { $0.contains("rings") } == 1)
            #expect(!lines.contains { $0.contains("rang at") })
        }
    }
}
