public import HTTPFetch

/// Why a bridge did not do what it was asked.
public enum BridgeError: Error, Hashable, Sendable {
    /// No answer came.
    case noAnswer(HTTPError)
    /// 401: the token is wrong, or the stamp is not of the bridge's time.
    case signInRefused
    /// 403: sign-in by button, or the whole API, is switched off.
    case switchedOff
    /// 503 (or 410): busy with another request, or the device cannot be reached now.
    case busy
    /// Any other status.
    case status(Int)
    /// Something answered that is not HTTP, or 200 with a body that a bridge would not send; the text says what.
    case notABridge(String)
}
