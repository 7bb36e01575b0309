import Glibc
import NukiDomain
import TestKit
import Testing

/// One bridge of a running `keyturn simulate`, with its control port.
struct Simulation: Sendable {
    let port: Port
    let control: Port
    let token: String

    /// Starts the program, lends the bridge to `body`, and sees the program end with 0.
    static func run(_ arguments: String..., body: (Simulation) async throws -> Void) async throws {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start(
            ["simulate", "--port", "0", "--control", "0", "--json"] + arguments, showsTokens: true)
        let ready = try JSONValue(parsing: try await running.line(with: "ready"))
        try await body(
            Simulation(
                port: try #require(ready.port("port")), control: try #require(ready.port("control")),
                token: try #require(ready["token"]?.text)))
        running.send(SIGTERM)
        #expect(try await running.end().status == .code(0))
    }

    /// Plays with the bridge: `POST /_control/NAME`.
    func play(_ name: String, _ body: String) async throws {
        let request = """
            POST /_control/\(name) HTTP/1.1\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """
        let answer = try #require(RawAnswer(try await RawConnection.exchange(request, with: control)))
        #expect(answer.statusLine == "HTTP/1.1 200 OK", "\(name) \(body): \(answer.body)")
    }
}

extension JSONValue {
    /// A member that is a port.
    func port(_ key: String) -> Port? {
        self[key]?.number.flatMap { Port("\(Int($0))") }
    }
}
