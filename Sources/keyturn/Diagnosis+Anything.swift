import BridgeSimulator
import ControlLoop
import Entries
import Guidance
import HTTPFetch
import Linux
import NukiDomain
import PacketCapture

extension Diagnosis {
    /// The words for whatever a command ran into.
    init(anything error: any Error) {
        switch error {
        case let error as Diagnosis: self = error
        case let error as CaptureError: self.init(error)
        case let error as ConfigurationError: self.init(error)
        case let error as SystemError:
            self.init(nil, "The system refused something", why: error.description, exit: .unexpected)
        case let error as SimulatorError:
            self.init(nil, error.description, exit: .unexpected)
        case let error as HTTPError:
            self.init(nil, "libcurl could not be started", why: "\(error)", exit: .unexpected)
        case let error as BridgesNotOnline:
            self.init(
                .noAnswer, "Not online: bridge \(error.bridges.map(\.description).joined(separator: ", "))",
                fixes: ["Look closer: keyturn doctor"], exit: .unreachable)
        case is CancellationError: self.init(nil, "Stopped", exit: .interrupted)
        default: self = .unexpected(error)
        }
    }
}
