import BridgeAPI
import HTTPFetch
import Linux
import NukiDomain
import TestKit
import Testing

extension BridgeQuirksTests {
    private static let head = "HTTP/1.1 200 OK\r\nConnection: Close\r\nTransfer-Encoding: chunked\r\n\r\n"

    /// Lists from a server that reads the request and then does as it likes.
    private func list(
        _ serve: @escaping @Sendable (RawPeer) throws(SystemError) -> Void
    ) async throws -> Result<DeviceListing, BridgeError> {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try serve(peer)
        }
        let client = try Self.client(HurriedFetcher(fetcher: CurlFetcher()), at: server.endpoint)
        do throws(BridgeError) {
            return .success(try await client.list())
        } catch {
            return .failure(error)
        }
    }

    @Test("8: the type of the content says nothing: JSON is JSON", arguments: ["text/html", "text/plain; charset=x"])
    func contentType(_ type: String) async throws {
        let listing = try await list { peer throws(SystemError) in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nConnection: Close\r\n\r\n[{\"nukiId\": 26}]")
        }
        #expect(try listing.get().devices.count == 1)
    }

    @Test("7: what follows the last chunk is not part of the answer")
    func trailingGarbage() async throws {
        let listing = try await list { peer throws(SystemError) in
            try peer.send(Self.head + "2\r\n[]\r\n0\r\n\r\n{\"old\": 1}")
        }
        #expect(try listing.get().devices == [])
    }

    @Test(
        "6: chunks that break off or make no sense never become a shorter list",
        arguments: ["2\r\n[]\r\n", "F\r\n[{\"nukiId", "", "zz\r\n[]\r\n0\r\n\r\n"])
    func chunks(_ body: String) async throws {
        let listing = try await list { peer throws(SystemError) in try peer.send(Self.head + body) }
        #expect(throws: BridgeError.self) { try listing.get() }
    }

    @Test("6: a body that never ends stops at 1 MiB")
    func endless() async throws {
        let listing = try await list { peer throws(SystemError) in
            try peer.send(Self.head)
            try peer.repeatForever("10\r\n[{},{},{},{},{}]\r\n")
        }
        #expect(listing == .failure(.noAnswer(.tooLong(1 << 20))))
    }

    @Test("2: an answer that drips, or never comes, ends when its time is over", arguments: [true, false])
    func slow(_ drips: Bool) async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            guard drips else { return try peer.untilClosed() }
            try peer.send(Self.head)
            try peer.repeatForever("1\r\n \r\n", every: .milliseconds(20))
        }
        let fetcher = HurriedFetcher(fetcher: try CurlFetcher(), total: .milliseconds(400))
        let client = try Self.client(fetcher, at: server.endpoint)
        await #expect(throws: BridgeError.noAnswer(.answerTimedOut)) { try await client.list() }
    }

    @Test(
        "9, 10: a reset is a lost connection, behind which a door may have opened", arguments: ["", "HTTP/1.1 200 OK"])
    func reset(_ bytes: String) async throws {
        let listing = try await list { peer throws(SystemError) in
            try peer.send(bytes)
            peer.reset()
        }
        #expect(listing == .failure(.noAnswer(.connectionLost)))
        #expect(!BridgeError.noAnswer(.connectionLost).nothingWasSent)
    }

    @Test("a port that refuses, and one that does not take the connection, never saw the request")
    func unsent() async throws {
        for manner in [SilentPort.Manner.refuses, .ignores] {
            let port = try SilentPort(manner)
            let fetcher = HurriedFetcher(fetcher: try CurlFetcher(), connect: .milliseconds(300))
            let client = try Self.client(fetcher, at: port.endpoint)
            let error = await #expect(throws: BridgeError.self) { try await client.perform(.unlatch, on: Self.door) }
            #expect(error?.nothingWasSent == true)
        }
    }
}

/// The real way to the network with less patience.
private struct HurriedFetcher: HTTPFetching {
    let fetcher: CurlFetcher
    var connect = Duration.seconds(5)
    var total = Duration.seconds(15)

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let limits = HTTPLimits(connect: connect, total: total, bodyBytes: request.limits.bodyBytes)
        return try await fetcher.fetch(
            HTTPRequest(
                endpoint: request.endpoint, path: request.path, query: request.query, limits: limits,
                objection: request.objection))
    }
}
