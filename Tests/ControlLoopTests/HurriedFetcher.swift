import HTTPFetch
import Synchronization

/// Gives requests to bridges up so many times as early, for a loop whose clock runs as fast; counts them.
final class HurriedFetcher: HTTPFetching {
    private let fetcher: any HTTPFetching
    private let speed: Int
    private let count = Mutex(0)

    init(_ fetcher: any HTTPFetching, speed: Int) {
        self.fetcher = fetcher
        self.speed = speed
    }

    /// Requests that were sent, answered or not.
    var begun: Int { count.withLock { $0 } }

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        count.withLock { $0 += 1 }
        let limits = HTTPLimits(
            connect: request.limits.connect / speed, total: request.limits.total / speed,
            bodyBytes: request.limits.bodyBytes)
        return try await fetcher.fetch(
            HTTPRequest(
                endpoint: request.endpoint, path: request.path, query: request.query, limits: limits,
                objection: request.objection))
    }
}
