import HTTPFetch
import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@Suite("Fetching over HTTP", .timeLimit(.minutes(1))) struct CurlFetcherTests {
    /// Fetches once from a server that answers every request with these bytes and closes.
    private func answer(
        _ bytes: String, limits: HTTPLimits = HTTPLimits()
    ) async throws -> Result<HTTPResponse, HTTPError> {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send(bytes)
        }
        return await CurlFetcherTests.fetch(from: server.endpoint, limits: limits)
    }

    private static func fetch(
        _ path: String = "/info", query: [QueryItem] = [], from endpoint: Endpoint, limits: HTTPLimits = HTTPLimits()
    ) async -> Result<HTTPResponse, HTTPError> {
        do {
            return .success(
                try await CurlFetcher().fetch(
                    HTTPRequest(endpoint: endpoint, path: path, query: query, limits: limits)))
        } catch {
            return .failure(error as? HTTPError ?? .failed("\(error)"))
        }
    }

    private func isNotHTTP(_ outcome: Result<HTTPResponse, HTTPError>) -> Bool {
        if case .failure(.notHTTP) = outcome { true } else { false }
    }

    @Test("the request is sent as it was asked for, colons and all")
    func request() async throws {
        let (heads, continuation) = AsyncStream<String>.makeStream()
        let server = try RawServer { peer throws(SystemError) in
            continuation.yield(try peer.head())
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let query = [QueryItem("ts", verbatim: "2026-08-22T09:31:22Z"), QueryItem("name", "a b&c=%é~")]
        let outcome = await Self.fetch("/list", query: query, from: server.endpoint)
        #expect(try outcome.get().status == 200)
        var lines = await heads.first { _ in true }?.split(separator: "\r\n").map(String.init) ?? []
        #expect(lines.removeFirst() == "GET /list?ts=2026-08-22T09:31:22Z&name=a%20b%26c%3D%25%C3%A9~ HTTP/1.1")
        #expect(Set(lines) == ["Host: \(server.endpoint)", "User-Agent: keyturn", "Accept: */*"])
    }

    @Test("the answer is its status, its body and the time it took", arguments: [200, 401, 404, 500, 503])
    func status(_ status: Int) async throws {
        let body = "HTTP \(status) Whatever"
        let response = try await answer(
            "HTTP/1.1 \(status) Whatever\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        ).get()
        #expect(response.status == status)
        #expect(String(decoding: response.body, as: UTF8.self) == body)
        #expect(response.elapsed > .zero)
    }

    @Test("a body without a length ends with the connection")
    func untilClose() async throws {
        let response = try await answer("HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\n[]\r\n").get()
        #expect(response.body == Array("[]\r\n".utf8))
    }

    @Test("chunks are joined, and what follows the last one is left alone")
    func chunks() async throws {
        let head = "HTTP/1.1 200 OK\r\nConnection: Close\r\nTransfer-Encoding: chunked\r\n\r\n"
        let response = try await answer(head + "3\r\n[{}\r\nA;x=y\r\n,{},{},{},\r\n4\r\n{} ]\r\n0\r\n\r\n").get()
        #expect(String(decoding: response.body, as: UTF8.self) == "[{},{},{},{},{} ]")
        #expect(try await answer(head + "2\r\n[]\r\n0\r\n\r\ngarbage").get().body == Array("[]".utf8))
        #expect(try await answer(head + "0\r\n\r\n").get().body.isEmpty)
    }

    @Test(
        "a body that breaks off is a lost connection",
        arguments: [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]",
            "",
        ])
    func truncated(_ bytes: String) async throws {
        #expect(try await answer(bytes) == .failure(.connectionLost))
    }

    @Test(
        "a head that breaks off is no answer",
        arguments: ["HTTP/1.1 20", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Le"])
    func truncatedHead(_ bytes: String) async throws {
        let outcome = try await answer(bytes)
        #expect(outcome == .failure(.connectionLost) || isNotHTTP(outcome))
    }

    @Test(
        "what is not HTTP is called so",
        arguments: [
            "SSH-2.0-OpenSSH_9.2p1\r\n", "220 mail ready\r\n", "[]", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n",
        ])
    func notHTTP(_ bytes: String) async throws {
        #expect(isNotHTTP(try await answer(bytes)))
    }

    @Test(
        "a proper head before chunks that make no sense is a broken body (quirk 6)",
        arguments: ["zz\r\n[]\r\n0\r\n\r\n", "2\r\n[] 0\r\n\r\n", "\r\n", "2\r\n[]\r\n-1\r\n\r\n"])
    func brokenBody(_ chunks: String) async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try await answer(head + chunks) == .failure(.brokenBody))
    }

    @Test("what comes before the answer is no part of it")
    func interim() async throws {
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n"
        #expect(
            try await answer(interim + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]").get().body
                == Array("[]".utf8))
        #expect(try await answer(interim + "HTTP/1.1 200 OK\r\nContent-Le") == .failure(.connectionLost))
    }

    @Test("a head without end stops at its limit", arguments: ["X-Line: again\r\n", "one long line "])
    func endlessHead(_ piece: String) async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send("HTTP/1.1 200 OK\r\nX-First: ")
            try peer.repeatForever(piece)
        }
        #expect(await Self.fetch(from: server.endpoint) == .failure(.tooLong(64 << 10)))
    }

    @Test("a body may be as long as its limit and no longer")
    func bodyLimit() async throws {
        func outcome(_ length: Int) async throws -> Result<HTTPResponse, HTTPError> {
            try await answer(
                "HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n" + String(repeating: "x", count: length),
                limits: HTTPLimits(bodyBytes: 40_000))
        }
        #expect(try await outcome(40_000).get().body.count == 40_000)
        #expect(try await outcome(40_001) == .failure(.tooLong(40_000)))
    }

    @Test("a body without end stops at its limit")
    func endless() async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            try peer.repeatForever("10\r\nxxxxxxxxxxxxxxxx\r\n")
        }
        #expect(await Self.fetch(from: server.endpoint) == .failure(.tooLong(1 << 20)))
    }

    @Test("an answer that drips ends at the limit of the whole")
    func drip() async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            try peer.repeatForever("x", every: .milliseconds(20))
        }
        let limits = HTTPLimits(total: .milliseconds(300))
        #expect(await Self.fetch(from: server.endpoint, limits: limits) == .failure(.answerTimedOut))
    }

    @Test("an answer that never comes ends at the limit of the whole")
    func silence() async throws {
        let server = try RawServer { peer throws(SystemError) in try peer.untilClosed() }
        let limits = HTTPLimits(total: .milliseconds(200))
        #expect(await Self.fetch(from: server.endpoint, limits: limits) == .failure(.answerTimedOut))
    }

    @Test("a port that ignores the connection is told from a server that is slow to answer")
    func ignored() async throws {
        let port = try SilentPort(.ignores)
        let limits = HTTPLimits(connect: .milliseconds(200))
        #expect(await Self.fetch(from: port.endpoint, limits: limits) == .failure(.connectTimedOut))
    }

    @Test("a port at which nobody listens refuses")
    func refused() async throws {
        let port = try SilentPort(.refuses)
        #expect(await Self.fetch(from: port.endpoint) == .failure(.refused))
    }

    @Test(
        "a reset before or within the answer is a lost connection",
        arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n["])
    func reset(_ bytes: String) async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send(bytes)
            peer.reset()
        }
        #expect(await Self.fetch(from: server.endpoint) == .failure(.connectionLost))
    }

    @Test("a redirect is an answer and not followed")
    func redirect() async throws {
        let (visits, continuation) = AsyncStream<String>.makeStream()
        let other = try RawServer { peer throws(SystemError) in continuation.yield(try peer.head()) }
        let outcome = try await answer(
            "HTTP/1.1 302 Found\r\nLocation: http://\(other.endpoint)/\r\nContent-Length: 0\r\n\r\n")
        #expect(try outcome.get().status == 302)
        continuation.finish()
        #expect(await visits.first { _ in true } == nil)
    }

    @Test("a cookie is not kept")
    func cookies() async throws {
        let (heads, continuation) = AsyncStream<String>.makeStream()
        let server = try RawServer { peer throws(SystemError) in
            continuation.yield(try peer.head())
            try peer.send("HTTP/1.1 200 OK\r\nSet-Cookie: id=crumbs; Path=/\r\nContent-Length: 2\r\n\r\n[]")
        }
        let fetcher = try CurlFetcher()
        for _ in 0..<2 { _ = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/list")) }
        var seen = heads.makeAsyncIterator()
        #expect(await seen.next()?.contains("Cookie") == false)
        #expect(await seen.next()?.contains("Cookie") == false)
    }

    @Test("an answer that brings nothing new after another leaves nothing of the other")
    func reuse() async throws {
        let server = try RawServer { peer throws(SystemError) in
            let isFirst = try peer.head().hasPrefix("GET /first")
            try peer.send("HTTP/1.1 \(isFirst ? "404 Gone\r\nContent-Length: 4\r\n\r\nlong" : "200 OK\r\n\r\n")")
        }
        let fetcher = try CurlFetcher()
        let first = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/first?token=1"))
        let second = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/second"))
        #expect(first.status == 404 && first.body == Array("long".utf8))
        #expect(second.status == 200 && second.body.isEmpty)
    }

    @Test("a request is sent once, also where the answer before left its connection open and this one breaks")
    func once() async throws {
        let paths = Mutex([Substring]())
        let server = try RawServer { peer throws(SystemError) in
            while true {
                let path = try peer.head().split(separator: " ").dropFirst().first
                guard let path else { return }
                paths.withLock { $0.append(path) }
                guard path == "/list" else { return }
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
            }
        }
        let fetcher = try CurlFetcher()
        _ = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/list"))
        await #expect(throws: HTTPError.connectionLost) {
            try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/lockAction"))
        }
        // libcurl asks again by itself when a connection that it used before breaks.
        #expect(paths.withLock { $0 } == ["/list", "/lockAction"])
    }

    @Test("IPv6 works as IPv4 does")
    func ipv6() async throws {
        let (heads, continuation) = AsyncStream<String>.makeStream()
        let server = try RawServer(at: .v6(.loopback)) { peer throws(SystemError) in
            continuation.yield(try peer.head())
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        }
        #expect(try await Self.fetch(from: server.endpoint).get().body == Array("[]".utf8))
        let head = try #require(await heads.first { _ in true })
        #expect(head.contains("\r\nHost: [::1]:\(server.endpoint.port)\r\n"))
    }

    @Test("fifty requests of one fetcher run side by side")
    func many() async throws {
        let count = 50
        let gate = try Gate(count)
        let server = try RawServer { peer throws(SystemError) in
            let path = try peer.head().split(separator: " ")[1]
            try gate.pass()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")
        }
        let fetcher = try CurlFetcher()
        let answers = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for number in 0..<count {
                group.addTask {
                    let path = "/\(number)"
                    let response = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: path))
                    return (path, String(decoding: response.body, as: UTF8.self))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers.count == count)
        for (path, body) in answers { #expect(path == body) }
    }
}
