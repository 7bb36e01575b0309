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
        case FetcherError.noLibrary(let error): self.init(error)
        case FetcherError.noThread(let error): self.init(anything: error)
        case let error as BridgesNotOnline:
            self.init(
                .noAnswer, "Not online: bridge \(error.bridges.map(\.description).joined(separator: ", "))",
                fixes: ["Look closer: keyturn doctor"], exit: .unreachable)
        case let error as ListeningError: self.init(error)
        case is CancellationError: self.init(nil, "Stopped", exit: .interrupted)
        default: self = .unexpected(error)
        }
    }
}

extension Diagnosis {
    /// Why something of ours cannot be listened at.
    init(_ error: ListeningError) {
        switch error {
        case .pathTooLong(let path):
            self.init(
                .saveDenied, "The control socket cannot have the path \(path.safeForDisplay)",
                why: "It has \(path.utf8.count) bytes, and no socket's may have more than \(UnixSocket.longestPath).",
                fixes: ["Name a shorter folder: --config DIR, or RUNTIME_DIRECTORY"], exit: .notWritten)
        case .alive(let path):
            self.init(
                .saveBusy, "Another program listens at \(path.safeForDisplay)",
                why: "The control loop would have its socket there.", fixes: ["End that program, then try again."],
                exit: .notWritten)
        case .cannotListen(let place, let reason):
            self.init(
                .saveDenied, "\(place.safeForDisplay) cannot be listened at", why: "The system says: \(reason).",
                fixes: ["Name another place in settings.json: man keyturn-settings"], exit: .notWritten)
        }
    }
}
