import BridgeAPI
import ControlLoop
import Entries
import HTTPFetch
import NukiDomain
import TestKit
import Testing

/// A served API in front of a scripted loop, at a unix socket or at a TCP port of 127.0.0.1.
struct ControlStage: Sendable {
    static let secrets = ["reader": "reader-secret", "locker": "locker-secret", "owner": "owner-secret"]

    let loop: ScriptedLoop
    let bus: EventBus
    let folder: TemporaryFolder
    let fetcher: CurlFetcher
    /// The port; nil at the socket.
    let port: Port?

    var socket: String { folder("control.sock") }

    /// Serves, lends itself to `body`, and ends the server.
    static func run(
        overTCP: Bool = false, loop: ScriptedLoop = ScriptedLoop(), capacity: Int = 1024, hosts: [String] = [],
        _ body: @Sendable (ControlStage) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let bus = EventBus(capacity: capacity, life: "a1")
        let place: ControlPlace
        if overTCP {
            let tokens = APITokenFile(path: folder("api-tokens.json"))
            try tokens.save([
                token("reader", [.read]), token("locker", [.read, .lock]), token("owner", [.read, .lock, .open]),
            ])
            place = .tcp(try #require(LoopSettings.ListenPlace("127.0.0.1:0")), tokens: tokens)
        } else {
            place = .socket(path: folder("control.sock"))
        }
        let (listening, told) = AsyncStream.makeStream(of: String.self)
        let server = ControlServer(at: place, hosts: hosts, loop: loop, bus: bus, onListening: { told.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let address = try #require(await listening.first { _ in true })
            let port = overTCP ? Port(address.split(separator: ":").last ?? "") : nil
            try await body(
                ControlStage(loop: loop, bus: bus, folder: folder, fetcher: try CurlFetcher(), port: port))
            group.cancelAll()
            // A server that is cancelled ends by that and is not asked how.
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }

    private static func token(_ name: String, _ scopes: Set<APIScope>) -> APIToken {
        APIToken(name: name, sha256: SecretDigest(of: (secrets[name] ?? "").utf8).hex, scopes: scopes)
    }

    /// Asks through the socket.
    func ask(_ method: HTTPRequest.Method = .get(), _ path: String, query: [QueryItem] = []) async throws -> Answer {
        let response = try await fetcher.fetch(.local(socket, method, path: path, query: query))
        return Answer(status: response.status, body: String(decoding: response.body, as: UTF8.self))
    }

    /// Sends a head over TCP, its lines as they are, and takes the answer apart.
    func send(_ lines: String..., body: String = "") async throws -> Answer {
        let head = (lines + ["Connection: close"]).joined(separator: "\r\n") + "\r\n\r\n"
        let bytes = try await RawConnection.exchange(head + body, with: try #require(port))
        let answer = try #require(RawAnswer(bytes))
        let status = try #require(Int(answer.statusLine.split(separator: " ")[1]))
        return Answer(status: status, headers: answer.headers, body: answer.body)
    }

    /// A request of somebody with a token, at the right Host.
    func ask(as name: String, _ line: String, _ more: String..., body: String? = nil) async throws -> Answer {
        var lines = [line, "Host: 127.0.0.1", "Authorization: Bearer \(Self.secrets[name] ?? "")"] + more
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return try await send(lines.joined(separator: "\r\n"), body: body ?? "")
    }

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        var headers: [String] = []
        let body: String

        var json: JSONValue {
            get throws { try JSONValue(parsing: body) }
        }

        /// The id of the error.
        var fault: String? {
            get throws { try json["error"]?["id"]?.text }
        }
    }
}
