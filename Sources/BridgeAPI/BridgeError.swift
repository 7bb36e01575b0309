public import HTTPFetch

/// Why a bridge did not do what it was asked.
///
/// Statuses are told apart and not judged: emulators refuse a wrong token with 403 (``switchedOff``) or 500
/// (``status(_:)``), and whoever tries sign-ins decides what that means.
public enum BridgeError: Error, Hashable, Sendable {
    /// No answer came.
    case noAnswer(HTTPError)
    /// 400: the bridge does not know the call, or a parameter is not what it takes.
    case badRequest
    /// 401: the token is wrong, or the stamp is not of the bridge's time.
    case signInRefused
    /// 403: sign-in by button, or the whole API, is switched off.
    case switchedOff
    /// 404 to a call that names a device: no such id, or not of this type.
    case unknownDevice
    /// 410 to a call that names a device: the bridge has not reached it for a long time.
    case deviceOffline
    /// 503: busy with another request, or the device cannot be reached now. What was asked may have been done all the
    /// same (ioBroker.nuki #73).
    case busy
    /// Any other status.
    case status(Int)
    /// 200 with `success` false, and the bridge's reason where it gives one: mostly a device out of reach.
    case unsuccessful(message: String?)
    /// The beginning is a bridge's and the rest is no JSON; the text says how. Broken chunks are
    /// ``noAnswer(_:)``.
    case brokenAnswer(String)
    /// Something answered that is not HTTP, or 200 with a body that a bridge would not send; the text says what.
    case notABridge(String)
}

extension BridgeError {
    /// True when certainly no byte of the request left this machine.
    ///
    /// Only then may something that opens a door be asked for again: behind every other failure, a reset and a 503
    /// included, the door may have opened already.
    public var nothingWasSent: Bool {
        guard case .noAnswer(let error) = self else { return false }
        return switch error {
        case .refused, .unreachable, .nameNotResolved, .connectTimedOut, .withheld: true
        case .answerTimedOut, .connectionLost, .brokenBody, .notHTTP, .tooLong, .untrusted, .cancelled, .failed: false
        }
    }

    /// True when the request was kept back from whoever answered: asked again, it would be again.
    public var wasWithheld: Bool {
        if case .noAnswer(.withheld) = self { true } else { false }
    }

    /// True when what was asked may have been done, and no answer says so.
    ///
    /// A 503 is a no here: a bridge says it of what it does not take on. For what opens a door that is not enough, see
    /// ``nothingWasSent``.
    public var leavesOutcomeOpen: Bool {
        switch self {
        case .noAnswer: !nothingWasSent
        case .brokenAnswer: true
        case .badRequest, .signInRefused, .switchedOff, .unknownDevice, .deviceOffline, .busy, .status, .unsuccessful,
            .notABridge:
            false
        }
    }

    /// True when the next request may be answered although this one was not.
    public var maySubside: Bool {
        switch self {
        case .noAnswer(.connectTimedOut), .noAnswer(.answerTimedOut), .noAnswer(.connectionLost), .busy: true
        default: false
        }
    }
}
