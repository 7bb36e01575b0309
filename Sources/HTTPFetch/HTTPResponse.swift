/// What a server answered, whatever its status.
public struct HTTPResponse: Hashable, Sendable {
    /// The status code, such as 200.
    public let status: Int
    /// The body, chunks joined.
    public let body: [UInt8]
    /// From the look-up of the name to the last byte.
    public let elapsed: Duration

    /// Puts the parts together; tests and recorded answers use it too.
    public init(status: Int, body: [UInt8], elapsed: Duration = .zero) {
        self.status = status
        self.body = body
        self.elapsed = elapsed
    }
}

/// Why a request brought no answer.
public enum HTTPError: Error, Hashable, Sendable {
    /// Nothing listens on that port.
    case refused
    /// No route, host down, network unreachable; the system's words.
    case unreachable(String)
    /// The resolver does not know the name.
    case nameNotResolved
    /// The time was over while connecting.
    case connectTimedOut
    /// Connected, but the answer was not whole in time.
    case answerTimedOut
    /// The connection broke before the answer was whole.
    case connectionLost
    /// Something answered that is not HTTP; libcurl's words.
    case notHTTP(String)
    /// An answer began as HTTP does, and the chunks of its body make no sense: some bridges do that until they are
    /// unplugged (homebridge-nb #77).
    case brokenBody
    /// The head or the body was longer than this many bytes.
    case tooLong(Int)
    /// The host did not prove who it is: its certificate is of an unknown authority, of another name or out of date,
    /// it speaks no TLS, or the file of authorities cannot be read. libcurl's words. HTTPS alone.
    case untrusted(String)
    /// Nothing was sent, because of an ``HTTPRequest/Objection`` or because this libcurl knows none; the words say why.
    case withheld(String)
    /// The task that asked was cancelled.
    case cancelled
    /// Anything else, in libcurl's words.
    case failed(String)
}

/// Sends requests. The one protocol between everything that talks to bridges and the network.
public protocol HTTPFetching: Sendable {
    /// Sends one request and waits for its whole answer; cancelling the task ends the transfer.
    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
