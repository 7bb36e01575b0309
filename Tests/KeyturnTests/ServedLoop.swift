import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

/// A running `keyturn run` with its control socket, in front of a stage's bridge.
struct ServedLoop {
    let stage: Stage
    let running: RunningKeyturn

    /// Starts the loop, waits until its bridge is online and its socket is there, and sees it end with 0.
    static func run(
        gap: String = "0.02", environment: [String: String] = [:], _ body: (ServedLoop) async throws -> Void
    ) async throws {
        try await Stage.run { stage in
            try stage.configure()
            let pace = ["KEYTURN_POLL_SECONDS": "0.5", "KEYTURN_REQUEST_GAP_SECONDS": gap]
            let running = try stage.keyturn.start(
                ["run", "--config", stage.config], environment: pace.merging(environment) { $1 })
            try await running.line(with: "Intercom")
            let socket = stage.keyturn.home("config/run/control.sock")
            while try FileStatus.of(socket)?.mode != 0o660 { try await Task.sleep(for: .milliseconds(20)) }
            try await body(ServedLoop(stage: stage, running: running))
            running.send(SIGTERM)
            let outcome = try await running.end()
            #expect(outcome.status == .code(0), "\(outcome.errors)")
            let left = try FileStatus.of(socket)
            #expect(left == nil)
        }
    }

    /// Runs a command on the loop's configuration.
    func command(_ words: String...) async throws -> ProcessOutcome {
        try await stage.keyturn.run(words + ["--config", stage.config])
    }
}
