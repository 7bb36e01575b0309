import BridgeAPI
import Linux
import NukiDomain

/// What came of one poll.
enum PollOutcome: Hashable, Sendable {
    /// The bridge listed its devices.
    case answered(DeviceListing)
    /// 503, or another program has the bridge: it lives and has no time.
    case busy
    /// 401: the token, or the time of the stamp, is not the bridge's.
    case refused
    /// Another bridge lives at the address.
    case replaced(by: BridgeID)
    /// No answer, or none to use; the words say why.
    case failed(String)

    /// Sorts an error by what it means for the next poll.
    init(_ error: LaneError) {
        self =
            switch error {
            case .taken, .bridge(.busy): .busy
            case .bridge(.signInRefused): .refused
            case .bridge(let error): .failed(error.description)
            case .lockFile(let error): .failed("its lock file: \(error)")
            case .cancelled: .failed("cancelled")
            }
    }

    /// Whoever lives at the address has to say who it is before anything else is asked.
    var shakesTrust: Bool {
        switch self {
        case .answered, .busy: false
        case .refused, .replaced, .failed: true
        }
    }
}
