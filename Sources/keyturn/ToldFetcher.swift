import HTTPFetch

/// Says each request and what came of it, without what signs it, for `--verbose`.
struct ToldFetcher: HTTPFetching {
    private let fetcher: any HTTPFetching

    init(_ fetcher: any HTTPFetching) {
        self.fetcher = fetcher
    }

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        do throws(HTTPError) {
            let response = try await fetcher.fetch(request)
            let milliseconds = Int(response.elapsed / .milliseconds(1))
            Output.detail("request: \(request): \(response.status), \(response.body.count) bytes, \(milliseconds) ms")
            return response
        } catch {
            Output.detail("request: \(request): \(error)")
            throw error
        }
    }
}
