import TestKit
import Testing

/// Programs that nobody here wrote, with the API of a running loop.
@Suite("schemathesis, prometheus_client and the API", .timeLimit(.minutes(5)))
struct APIJudgeTests {
    @Test("Every path does what /openapi.json says, and /metrics can be read")
    func judge() async throws {
        let folder = try TemporaryFolder()
        let python = try await JudgePython.path(
            with: "schemathesis==4.32.5", "prometheus_client==0.26.0", in: folder)
        try await ServedLoop.run(environment: ["KEYTURN_HTTP_LISTEN": "127.0.0.1:0"]) { loop in
            let made = try await loop.command(
                "token", "add", "judge", "--scope", "read", "--scope", "lock", "--scope", "open")
            let token = try #require(made.output.first)
            let address = try await loop.running.line(with: "API: ", on: .errors).dropFirst("API: ".count)
            let outcome = try await ChildProcess.run(
                python, [JudgePython.script("api_judge.py"), String(address), token],
                environment: ["HOME": folder.path])
            #expect(outcome.status == .code(0), "\((outcome.output + outcome.errors).joined(separator: "\n"))")
            #expect(outcome.output.contains { $0.hasPrefix("ok ") })
        }
    }
}
