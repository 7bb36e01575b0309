import HTTPFetch
import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@Suite("What a request may have against whoever answers", .timeLimit(.minutes(1))) struct ObjectionTests {
    /// How often an objection was asked.
    private final class Count: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock(\.self) }
        func add() { number.withLock { $0 += 1 } }
    }

    private static func answer(_ peer: RawPeer) throws(SystemError) {
        _ = try peer.head()
        try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }

    @Test("Where there is one, the connection is closed without a byte, and its words are the error")
    func withheld() async throws {
        let (received, continuation) = AsyncStream<[UInt8]>.makeStream()
        let server = try RawServer { peer throws(SystemError) in continuation.yield(try peer.bytes(atLeast: 1)) }
        let asked = Count()
        let request = HTTPRequest(
            endpoint: server.endpoint, path: "/list", query: [QueryItem("token", "secret")],
            objection: {
                asked.add()
                return "a stranger answers"
            })
        await #expect(throws: HTTPError.withheld("a stranger answers")) { try await CurlFetcher().fetch(request) }
        #expect(await received.first { _ in true } == [])
        #expect(asked.value == 1)
    }

    @Test("Where there is none, the request goes out, asked about once")
    func allowed() async throws {
        let server = try RawServer(Self.answer)
        let asked = Count()
        let request = HTTPRequest(
            endpoint: server.endpoint, path: "/list",
            objection: {
                asked.add()
                return nil
            })
        #expect(try await CurlFetcher().fetch(request).status == 200)
        #expect(asked.value == 1)
    }

    @Test("Nothing is asked where no connection stands")
    func unconnected() async throws {
        let port = try SilentPort(.refuses)
        let asked = Count()
        let request = HTTPRequest(
            endpoint: port.endpoint, path: "/list",
            objection: {
                asked.add()
                return nil
            })
        await #expect(throws: HTTPError.refused) { try await CurlFetcher().fetch(request) }
        #expect(asked.value == 0)
    }

    @Test("A request after it has an objection of its own, or none")
    func next() async throws {
        let server = try RawServer(Self.answer)
        let fetcher = try CurlFetcher()
        func request(_ objection: HTTPRequest.Objection?) -> HTTPRequest {
            HTTPRequest(endpoint: server.endpoint, path: "/list", objection: objection)
        }
        await #expect(throws: HTTPError.withheld("one")) { try await fetcher.fetch(request { "one" }) }
        #expect(try await fetcher.fetch(request(nil)).status == 200)
        await #expect(throws: HTTPError.withheld("two")) { try await fetcher.fetch(request { "two" }) }
    }
}
