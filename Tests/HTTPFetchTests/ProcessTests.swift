import FoundationEssentials
import Glibc
import HTTPFetch
import Linux
import TestKit
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

    private static func threadNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { task in
            // A thread may end between the two looks.
            let name = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
            return name.map { String($0.dropLast()) }
        }
    }
}
