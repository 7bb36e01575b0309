import HTTPFetch
import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@testable import keyturn

@Suite("The turns of requests to bridges", .timeLimit(.minutes(1)))
struct BridgeTurnsTests {
    private static let gap = Duration.milliseconds(80)
    private static let bridge = BridgeID(rawValue: 7)

    private static func request(_ host: String = "192.0.2.7") throws -> HTTPRequest {
        HTTPRequest(endpoint: Endpoint(host: try Host(parsing: host), port: .bridgeDefault), path: "/info")
    }

    @Test("Between two requests to one address is a pause; another address is not waited for")
    func pause() async throws {
        let folder = try TemporaryFolder()
        let fetcher = ScriptedFetcher { _ in .json("{}") }
        let turns = BridgeTurns(fetcher, lanes: folder("lanes"), gap: Self.gap, bridges: [:])
        let start = ContinuousClock.now
        _ = try await turns.fetch(Self.request())
        _ = try await turns.fetch(Self.request("192.0.2.8"))
        _ = try await turns.fetch(Self.request())
        #expect(ContinuousClock.now - start >= Self.gap)
        #expect(try folder.tree() == [:], "no lane is made")
    }

    @Test("Of several requests to one address at once each waits for the one before it, and for the pause")
    func atOnce() async throws {
        let folder = try TemporaryFolder()
        let underWay = Mutex((now: 0, most: 0))
        let fetcher = ScriptedFetcher { _ in
            underWay.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            // Time enough for another to come in.
            try? await Task.sleep(for: .milliseconds(20))
            underWay.withLock { $0.now -= 1 }
            return .json("{}")
        }
        let turns = BridgeTurns(fetcher, lanes: folder("lanes"), gap: Self.gap, bridges: [:])
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await turns.fetch(Self.request()) } }
            try await group.waitForAll()
        }
        #expect(underWay.withLock { $0.most } == 1)
        #expect(ContinuousClock.now - start >= Self.gap * 3)
    }

    @Test("A bridge that others of this machine may be talking to is asked in its lane")
    func lane() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "lanes/other")
        let lockFile = folder("lanes/00000007")
        let fetcher = ScriptedFetcher { _ in
            // While the request is made, nobody else gets the lane.
            .status((try? FileLock(lockFile)) == nil ? 200 : 500)
        }
        let endpoint = try Self.request().endpoint
        let turns = BridgeTurns(fetcher, lanes: folder("lanes"), gap: .zero, bridges: [endpoint: Self.bridge])
        #expect(try await turns.fetch(Self.request()).status == 200)
        #expect(try await turns.fetch(Self.request("192.0.2.8")).status == 500, "a stranger has no lane")
        await turns.expect(Self.bridge, at: try Self.request("192.0.2.8").endpoint)
        #expect(try await turns.fetch(Self.request("192.0.2.8")).status == 200)
    }

    @Test("What a request comes to passes through the lane unchanged")
    func failure() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "lanes/other")
        let fetcher = ScriptedFetcher { _ in .failure(.connectionLost) }
        let endpoint = try Self.request().endpoint
        let turns = BridgeTurns(fetcher, lanes: folder("lanes"), gap: .zero, bridges: [endpoint: Self.bridge])
        await #expect(throws: HTTPError.connectionLost) { try await turns.fetch(Self.request()) }
    }
}
