import HTTPFetch

extension BridgeError: CustomStringConvertible {
    /// A few words for a line of text; names no secret. A bridge's message stands there as it came.
    public var description: String {
        switch self {
        case .noAnswer(let error): Self.words(error)
        case .badRequest: "it does not understand the request"
        case .signInRefused: "the sign-in is refused"
        case .switchedOff: "the HTTP API is switched off"
        case .unknownDevice: "it does not know the device"
        case .deviceOffline: "the device has been out of reach for long"
        case .busy: "busy"
        case .status(let status): "it answers with status \(status)"
        case .unsuccessful(let message): message ?? "it did not succeed"
        case .brokenAnswer(let how): how
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
        case .brokenBody: "the chunks of the answer make no sense"
        case .notHTTP(let reason), .untrusted(let reason): reason
        case .tooLong(let limit): "the answer is longer than \(limit) bytes"
        case .cancelled: "cancelled"
        case .withheld(let reason), .failed(let reason): reason
        }
    }
}
