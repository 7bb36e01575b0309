import FoundationEssentials
import Linux
import NukiDomain
import Synchronization
import TestKit

/// A bridge that is set up and whose every answer a test writes.
final class ScriptedBridge: Sendable {
    /// One answer.
    enum Answer: Sendable {
        /// A status and a body, as bridges send them.
        case status(Int, String)
        /// The connection breaks with a reset.
        case reset
        /// The chunks of a 200 make no sense.
        case brokenChunks

        /// A 200 with this body.
        static func json(_ body: String) -> Answer { .status(200, body) }
    }

    /// The program with a home of its own.
    let keyturn: KeyturnBinary
    private let server: RawServer
    private let kept: Kept

    /// What requests found, by path; a path that is asked again gets its next answer, and its last one again.
    private final class Kept: Sendable {
        private struct State {
            var answers: [String: [Answer]]
            var targets: [String] = []
        }

        private let state: Mutex<State>

        init(_ answers: [String: [Answer]]) {
            state = Mutex(State(answers: answers))
        }

        var targets: [String] { state.withLock(\.targets) }

        func answer(to target: String) -> Answer {
            state.withLock { state in
                state.targets.append(target)
                let path = String(target.prefix { $0 != "?" })
                guard let answers = state.answers[path], let first = answers.first else {
                    return .status(400, "HTTP 400 Bad Request")
                }
                if answers.count > 1 { state.answers[path]?.removeFirst() }
                return first
            }
        }
    }

    /// Listens and writes the configuration: "Hallway", 0A2B3C4D.
    init(_ answers: [String: [Answer]]) throws {
        let kept = Kept(answers)
        self.kept = kept
        keyturn = try KeyturnBinary()
        server = try RawServer { peer throws(SystemError) in
            let words = try peer.head().split(separator: " ")
            switch kept.answer(to: words.count > 1 ? String(words[1]) : "") {
            case .status(let status, let body):
                try peer.send(
                    "HTTP/1.1 \(status) Whatever\r\nConnection: Close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                )
            case .reset: peer.reset()
            case .brokenChunks:
                try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n")
            }
        }
        try configure()
    }

    /// Runs `keyturn bridge …` with this configuration and without pauses.
    func run(_ arguments: String...) async throws -> ProcessOutcome {
        try await keyturn.run(["bridge"] + arguments + ["--config", config], environment: environment)
    }

    /// The folder of the configuration.
    var config: String { keyturn.home("config") }

    /// Bridges want a pause between two requests; this one does not.
    let environment = ["KEYTURN_REQUEST_GAP_SECONDS": "0"]

    /// The paths that were asked for, with their parameters and without the signatures.
    var targets: [String] {
        kept.targets.map { target in
            let parts = target.split(separator: "?", maxSplits: 1)
            let query = parts.count < 2 ? [] : parts[1].split(separator: "&")
            let rest = query.filter { !$0.hasPrefix("ctoken=") && !$0.hasPrefix("nonce=") }
            return parts[0] + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&"))
        }
    }

    /// Every request carried a sealed sign-in.
    var isSigned: Bool { kept.targets.allSatisfy { $0.contains("ctoken=") && $0.contains("nonce=") } }

    private func configure() throws {
        let entry = """
            {"id":"0A2B3C4D","name":"Hallway","host":"127.0.0.1","port":\(server.endpoint.port),"auth":"encrypted",
             "follow_address":true,"callback":"auto","source":"dhcp","clock_offset":0,"devices":[],
             "created":"2026-08-22T09:31:22Z","modified":"2026-08-22T09:31:22Z"}
            """
        try keyturn.home.writeConfiguration(entry: entry, id: "0A2B3C4D", token: FixtureTokens.own)
    }
}
