public import HTTPFetch
import Synchronization

/// Answers requests without a network, as a test tells it to, and keeps them.
public final class ScriptedFetcher: HTTPFetching {
    /// What comes of one request.
    public typealias Outcome = Result<HTTPResponse, HTTPError>

    private let kept = Mutex([HTTPRequest]())
    private let answer: @Sendable (HTTPRequest) async -> Outcome

    /// Asks a closure for every answer.
    public init(answer: @escaping @Sendable (HTTPRequest) async -> Outcome) {
        self.answer = answer
    }

    /// Gives these answers in order; a request too many fails and names itself.
    public convenience init(_ outcomes: [Outcome]) {
        let rest = Mutex(outcomes[...])
        self.init { request in
            rest.withLock { $0.popFirst() } ?? .failure(.failed("no answer was written for \(request)"))
        }
    }

    /// Every request so far, in order.
    public var requests: [HTTPRequest] { kept.withLock { $0 } }

    /// Keeps the request and answers it.
    public func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        kept.withLock { $0.append(request) }
        return try await answer(request).get()
    }
}

extension Result where Success == HTTPResponse, Failure == HTTPError {
    /// An answer with a status and a body.
    public static func status(_ status: Int, _ body: String = "") -> Self {
        .success(HTTPResponse(status: status, body: Array(body.utf8)))
    }

    /// A 200 with this body.
    public static func json(_ body: String) -> Self { .status(200, body) }
}
