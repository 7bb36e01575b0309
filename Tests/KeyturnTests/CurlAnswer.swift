import NukiDomain
import TestKit
import Testing

/// What curl, a program that nobody here wrote, got from a server on this machine.
struct CurlAnswer: Equatable, Sendable {
    /// `HTTP/1.1 200 OK`.
    let statusLine: String
    /// `Name: value`, in the order in which they came.
    let headers: [String]
    /// The body, its chunks joined.
    let body: String

    /// Why it cannot be asked; nil where curl is installed.
    static let unavailable: String? = ChildProcess.path(of: "curl") == nil ? "no program curl" : nil

    /// Asks for a path with its query.
    ///
    /// - Returns: nil if the connection was refused.
    static func get(_ target: String, from port: Port, _ options: [String] = []) async throws -> CurlAnswer? {
        let quiet = ["--disable", "--silent", "--show-error", "--globoff", "--include", "--max-time", "50"]
        let outcome = try await ChildProcess.run("curl", quiet + options + ["http://127.0.0.1:\(port)\(target)"])
        if outcome.status == .code(couldNotConnect) { return nil }
        try #require(outcome.status == .code(0), "\(target): \(outcome.errors)")
        let lines = outcome.output.map { $0.unicodeScalars.last == "\r" ? String($0.unicodeScalars.dropLast()) : $0 }
        let end = try #require(lines.firstIndex(of: ""))
        return CurlAnswer(
            statusLine: lines[0], headers: Array(lines[1..<end]), body: lines[(end + 1)...].joined(separator: "\n"))
    }

    // EXIT CODES in curl(1).
    private static let couldNotConnect: Int32 = 7
}

extension CurlAnswer {
    /// JSON as a bridge sends it: exactly these headers.
    static func json(_ body: String) -> CurlAnswer {
        CurlAnswer(
            statusLine: "HTTP/1.1 200 OK",
            headers: [
                "Connection: Close", "Content-Type: application/json;charset=utf-8", "Transfer-Encoding: chunked",
            ], body: body)
    }

    /// A refusal.
    ///
    /// - Parameter body: such as `HTTP 404 Not Found`; nil where it is the same as the status.
    static func refusal(_ status: String, body: String? = nil) -> CurlAnswer {
        let body = body ?? "HTTP \(status)"
        return CurlAnswer(
            statusLine: "HTTP/1.1 \(status)",
            headers: ["Connection: Close", "Content-Type: text/plain", "Content-Length: \(body.utf8.count)"],
            body: body)
    }
}
