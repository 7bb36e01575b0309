import HTTPFetch
import Linux
import TestKit
import Testing

@Suite("Tasks on the transfer thread", .timeLimit(.minutes(1))) struct TransferThreadTests {
    /// The name of the thread that this runs on.
    private static func thread() throws(SystemError) -> String {
        let name = try FileSystem.contents(of: "/proc/thread-self/comm", limit: 64) ?? []
        return String(decoding: name.dropLast(), as: UTF8.self)
    }

    @Test("what prefers it runs there, behind an answer, a wait and another's work as before")
    func runs() async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        }
        let fetcher = try CurlFetcher()
        let threads = try await withTaskExecutorPreference(fetcher.executor) {
            var threads = [try Self.thread()]
            _ = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/list"))
            threads.append(try Self.thread())
            try await fetcher.clock.sleep(for: .milliseconds(5))
            threads.append(try Self.thread())
            await Task { await Task.yield() }.value
            threads.append(try Self.thread())
            return threads
        }
        #expect(threads == Array(repeating: "keyturn-http", count: 4))
        #expect(try Self.thread() != "keyturn-http")
    }

    @Test("waits end in the order in which they are over, none too early, and a cancelled one at once")
    func waits() async throws {
        let fetcher = try CurlFetcher()
        let (ends, end) = AsyncStream.makeStream(of: Int.self)
        var order = ends.makeAsyncIterator()
        let long = Task { try await fetcher.clock.sleep(for: .seconds(600)) }
        let start = ContinuousClock.now
        for time in [60, 20, 40] {
            // There they go on in the order in which they were woken.
            Task(executorPreference: fetcher.executor) {
                try await fetcher.clock.sleep(for: .milliseconds(time) - (.now - start))
                if ContinuousClock.now - start >= .milliseconds(time) { end.yield(time) }
            }
        }
        for time in [20, 40, 60] { #expect(await order.next() == time) }
        long.cancel()
        await #expect(throws: CancellationError.self) { try await long.value }
    }

    @Test("without the fetcher they go on elsewhere, and waits are no shorter")
    func outlive() async throws {
        var fetcher: CurlFetcher? = try CurlFetcher()
        let executor = try #require(fetcher?.executor)
        let clock = try #require(fetcher?.clock)
        let start = ContinuousClock.now
        let waiting = Task(executorPreference: executor) {
            try await clock.sleep(for: .milliseconds(50))
            return ContinuousClock.now - start
        }
        fetcher = nil
        #expect(try await waiting.value >= .milliseconds(50))
        let late = Task(executorPreference: executor) {
            try await clock.sleep(for: .milliseconds(5))
            return try Self.thread()
        }
        #expect(try await late.value != "keyturn-http")
    }

    @Test("many that hand work to each other and to others all end")
    func crowd() async throws {
        let fetcher = try CurlFetcher()
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask(executorPreference: number.isMultiple(of: 2) ? fetcher.executor : nil) {
                    for _ in 0..<20 { await Task.yield() }
                    return await Task(executorPreference: number.isMultiple(of: 3) ? fetcher.executor : nil) { 1 }.value
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 200)
    }
}
