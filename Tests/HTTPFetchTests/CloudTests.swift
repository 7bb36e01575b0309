import HTTPFetch
import Linux
import NukiDomain
import TestKit
import Testing

@Suite(
    "Fetching over TLS", .timeLimit(.minutes(1)),
    .enabled(if: TLSServer.missing == nil, "\(TLSServer.missing ?? "") is not installed"))
struct CloudTests {
    private let localhost = Host.name("localhost")

    private func fetch(_ request: HTTPRequest) async -> Result<HTTPResponse, HTTPError> {
        do {
            return .success(try await CurlFetcher().fetch(request))
        } catch {
            return .failure(error as? HTTPError ?? .failed("\(error)"))
        }
    }

    private func isUntrusted(_ outcome: Result<HTTPResponse, HTTPError>) -> Bool {
        if case .failure(.untrusted(let reason)) = outcome { !reason.isEmpty } else { false }
    }

    @Test("a host whose certificate is good is asked, again and again")
    func trusted() async throws {
        let server = try await TLSServer()
        let fetcher = try CurlFetcher()
        for _ in 0..<3 {
            let response = try await fetcher.fetch(
                .cloud(localhost, port: server.port, path: "/", authorities: server.authorities))
            #expect(response.status == 200 && response.body == Array("[]".utf8))
        }
    }

    @Test("an unknown authority, another name and a file that is not there are not trusted")
    func untrusted() async throws {
        let server = try await TLSServer()
        #expect(isUntrusted(await fetch(.cloud(localhost, port: server.port, path: "/"))))
        #expect(
            isUntrusted(
                await fetch(
                    .cloud(
                        .address(.v4(.loopback)), port: server.port, path: "/", authorities: server.authorities))))
        #expect(
            isUntrusted(
                await fetch(
                    .cloud(localhost, port: server.port, path: "/", authorities: server.authorities + ".missing"))))
    }

    @Test("trust in one file ends with the request that named it")
    func trustEnds() async throws {
        let server = try await TLSServer()
        let fetcher = try CurlFetcher()
        _ = try await fetcher.fetch(.cloud(localhost, port: server.port, path: "/", authorities: server.authorities))
        await #expect(throws: HTTPError.self) {
            try await fetcher.fetch(.cloud(localhost, port: server.port, path: "/"))
        }
    }

    @Test("a host that speaks no TLS is not trusted")
    func plain() async throws {
        let server = try RawServer { peer throws(SystemError) in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
            try peer.untilClosed()
        }
        #expect(isUntrusted(await fetch(.cloud(localhost, port: server.endpoint.port, path: "/"))))
    }

    @Test("a redirect is an answer and not followed, and a long body stops at its limit")
    func answers() async throws {
        let server = try await TLSServer()
        let moved = HTTPRequest.cloud(
            localhost, port: server.port, path: "/moved", authorities: server.authorities)
        #expect(try await fetch(moved).get().status == 302)
        let long = HTTPRequest.cloud(
            localhost, port: server.port, path: "/long", limits: HTTPLimits(bodyBytes: 4095),
            authorities: server.authorities)
        #expect(await fetch(long) == .failure(.tooLong(4095)))
    }
}
