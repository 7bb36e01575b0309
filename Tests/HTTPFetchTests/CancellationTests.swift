import HTTPFetch
import Linux
import TestKit
import Testing

@Suite("Cancelling a fetch", .timeLimit(.minutes(1))) struct CancellationTests {
    @Test("a cancelled task ends its transfer at once, and the server sees the connection close")
    func cancelled() async throws {
        let (events, continuation) = AsyncStream<String>.makeStream()
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            continuation.yield("asked")
            try peer.untilClosed()
            continuation.yield("closed")
        }
        let fetcher = try CurlFetcher()
        var iterator = events.makeAsyncIterator()
        var fastest = Duration.seconds(60)
        for _ in 0..<10 {
            let task = Task { try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/auth")) }
            #expect(await iterator.next() == "asked")
            let start = ContinuousClock.now
            task.cancel()
            await #expect(throws: HTTPError.cancelled) { try await task.value }
            #expect(await iterator.next() == "closed")
            fastest = min(fastest, ContinuousClock.now - start)
        }
        // Left to itself the transfer's thread looks after some 200 ms; one undisturbed round is enough to tell.
        #expect(fastest < .milliseconds(100))
    }

    @Test("a task that was cancelled before it asked connects nowhere")
    func cancelledBefore() async throws {
        let (events, continuation) = AsyncStream<String>.makeStream()
        let server = try RawServer { peer throws(SystemError) in
            continuation.yield("connected")
            try peer.untilClosed()
        }
        let fetcher = try CurlFetcher()
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/info"))
        }
        await #expect(throws: HTTPError.cancelled) { try await task.value }
        continuation.finish()
        #expect(await events.first { _ in true } == nil)
    }

    @Test("one cancelled request leaves the others of its fetcher alone")
    func others() async throws {
        let (asked, continuation) = AsyncStream<Void>.makeStream()
        let gate = try Gate(2)
        let server = try RawServer { peer throws(SystemError) in
            let isSlow = try peer.head().hasPrefix("GET /slow")
            continuation.yield()
            if isSlow { return try peer.untilClosed() }
            try gate.pass()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        }
        let fetcher = try CurlFetcher()
        let slow = Task { try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/slow")) }
        let good = Task { try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/list")) }
        var iterator = asked.makeAsyncIterator()
        for _ in 0..<2 { await iterator.next() }
        slow.cancel()
        await #expect(throws: HTTPError.cancelled) { try await slow.value }
        try gate.pass()
        #expect(try await good.value.status == 200)
    }
}
