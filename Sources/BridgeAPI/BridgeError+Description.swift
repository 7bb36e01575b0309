import HTTPFetch

extension BridgeError: CustomStringConvertible {
    /// A few words for a line of text; names no secret.
    public var description: String {
        switch self {
        case .noAnswer(let error): Self.words(error)
        case .signInRefused: "the sign-in is refused"
        case .switchedOff: "the HTTP API is switched off"
        case .busy: "busy"
        case .status(let status): "it answers with status \(status)"
        case .notABridge(let how): how
        }
    }

    private static func words(_ error: HTTPError) -> String {
        switch error {
        case .refused: "nothing listens on its port"
        case .unreachable(let reason): reason
        case .nameNotResolved: "its name is not known"
        case .connectTimedOut: "no answer"
        case .answerTimedOut: "the answer did not come in time"
        case .connectionLost: "the connection broke"
        case .notHTTP(let reason): reason
        case .tooLong(let limit): "the answer is longer than \(limit) bytes"
        case .cancelled: "cancelled"
        case .failed(let reason): reason
        }
    }
}
