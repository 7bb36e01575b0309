import ControlLoop
import Guidance
import Linux
import NukiDomain

extension Diagnosis {
    /// Why a request through the lane of a bridge was not made, or failed.
    init(_ error: LaneError, at endpoint: Endpoint) {
        switch error {
        case .bridge(let error): self.init(error, at: endpoint)
        case .taken(let holder):
            self.init(
                .bridgeBusy, "Another keyturn talks to the bridge at \(endpoint.host.description.safeForDisplay)",
                why: holder.map { "Process \($0) has had it for 90 s." } ?? "It has had it for 90 s.",
                exit: .bridgeSaidNo)
        case .lockFile(let error):
            self.init(
                .saveDenied, "The lock of a bridge cannot be used", why: "The system says: \(error.reason).",
                exit: .notWritten)
        case .cancelled: self.init(nil, "Stopped", exit: .interrupted)
        }
    }
}
