import FoundationEssentials
import Glibc
import HTTPFetch
import Linux
import NukiDomain
import TestKit
import Synchronization
import Testing

/// What concerns a whole process is tried in one of its own.
@Suite("Fetching and the process around it", .timeLimit(.minutes(1))) struct ProcessTests {
    @Test("a proxy in the environment is not asked")
    func proxy() async throws {
        await #expect(processExitsWith: .success) {
            let proxy = try SilentPort(.refuses)
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
                unsafe setenv(name, "http://\(proxy.endpoint)", 1)
            }
            unsafe unsetenv("no_proxy")
            let server = try RawServer { peer throws(SystemError) in
                _ = try peer.head()
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
            }
            let response = try await CurlFetcher().fetch(HTTPRequest(endpoint: server.endpoint, path: "/list"))
            #expect(response.status == 200)
        }
    }

    @Test("a proxy in the environment is asked for the cloud, and sees no more than its name")
    func cloudProxy() async throws {
        await #expect(processExitsWith: .success) {
            let (heads, continuation) = AsyncStream<String>.makeStream()
            let proxy = try RawServer { peer throws(SystemError) in
                continuation.yield(try peer.head())
                try peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            }
            unsafe setenv("https_proxy", "http://\(proxy.endpoint)", 1)
            unsafe unsetenv("no_proxy")
            await #expect(throws: HTTPError.self) {
                try await CurlFetcher().fetch(.cloud(.name("cloud.test"), path: "/discover/bridges"))
            }
            let head = try #require(await heads.first { _ in true })
            #expect(head.hasPrefix("CONNECT cloud.test:443 ") && !head.contains("discover"))
        }
    }

    @Test("two hundred bridges at ports of their own are asked at once by one thread")
    func many() async throws {
        await #expect(processExitsWith: .success) {
            try Self.setOpenFiles { $0.rlim_max }
            let count = 200
            let gate = try Gate(count)
            let servers = try (0..<count).map { number in
                try RawServer { peer throws(SystemError) in
                    _ = try peer.head()
                    try gate.pass()
                    try peer.send("HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\n\(number)")
                }
            }
            let fetcher = try CurlFetcher()
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for server in servers {
                    group.addTask {
                        let request = HTTPRequest(
                            endpoint: server.endpoint, path: "/list", limits: HTTPLimits(total: .seconds(50)))
                        return String(decoding: try await fetcher.fetch(request).body, as: UTF8.self)
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers == Set((0..<count).map(String.init)))
            #expect(try Self.threadNames().count { $0 == "keyturn-http" } == 1)
        }
    }

    @Test("when libcurl cannot go on, what runs and what comes later fails with the reason")
    func broken() async throws {
        await #expect(processExitsWith: .success) {
            let (asked, continuation) = AsyncStream<Void>.makeStream()
            let isOver = Flag()
            let server = try RawServer { peer throws(SystemError) in
                _ = try peer.head()
                continuation.yield()
                // Not by poll(2), which is about to fail for this thread too.
                while !isOver.value.withLock({ $0 }) { usleep(1000) }
            }
            defer { isOver.value.withLock { $0 = true } }
            let fetcher = try CurlFetcher()
            let request = HTTPRequest(endpoint: server.endpoint, path: "/auth", limits: HTTPLimits(total: .seconds(50)))
            let running = Task { try await fetcher.fetch(request) }
            _ = await asked.first { _ in true }
            // poll(2) refuses more descriptors than a process may have open.
            try Self.setOpenFiles { _ in 1 }
            let reason = HTTPError.failed("Unrecoverable error in select/poll")
            await #expect(throws: reason) { try await running.value }
            await #expect(throws: reason) { try await fetcher.fetch(request) }
        }
    }

    @Test("a fetcher's thread ends with the fetcher")
    func threads() async throws {
        await #expect(processExitsWith: .success) {
            try await Self.fetchOnce()
            let never = try WakeEvent()
            for _ in 0..<500 where try Self.threadNames().contains("keyturn-http") {
                _ = try Poller.readable([never.number], timeout: .milliseconds(10))
            }
            #expect(try !Self.threadNames().contains("keyturn-http"))
        }
    }

    private static func fetchOnce() async throws {
        let server = try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        }
        let fetcher = try CurlFetcher()
        _ = try await fetcher.fetch(HTTPRequest(endpoint: server.endpoint, path: "/list"))
        #expect(try threadNames().contains("keyturn-http"))
    }

    private static func setOpenFiles(_ most: (rlimit) -> rlim_t) throws(SystemError) {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw .last("getrlimit")
        }
        limit.rlim_cur = most(limit)
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw .last("setrlimit")
        }
    }

    private static func threadNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { task in
            // A thread may end between the two looks.
            let name = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
            return name.map { String($0.dropLast()) }
        }
    }
}

private final class Flag: Sendable {
    let value = Mutex(false)
}
