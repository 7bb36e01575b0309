import Guidance
import Linux
public import NukiDomain

/// What came of a command, as `lock --json` prints it and the API answers it; members without a value are left out.
public struct CommandResult: Hashable, Sendable, Codable {
    /// `done`, `taken`, `failed` or `unknown`.
    public let result: String
    /// The device's id in hex.
    public let device: String
    /// `lock`, `lock_n_go` and so on.
    public let action: String
    /// From asking to the end, in milliseconds.
    public let tookMilliseconds: Int
    /// One word for what the device is doing, where only a look could tell what came of it.
    public let state: String?
    /// What went wrong; nil where nothing did.
    public let error: ControlFault?

    private enum CodingKeys: String, CodingKey {
        case result, device, action, state, error
        case tookMilliseconds = "took_ms"
    }

    /// Shows what came of a command.
    public init(_ report: CommandReport) {
        result = report.outcome.word
        device = report.command.device.id.description
        action = report.command.action.name
        tookMilliseconds = Int(clamping: report.took.wholeMilliseconds)
        // Behind a yes it would be what was known before: the bridge's own list follows a second later.
        state = report.outcome == .unknown ? report.device?.device.stateWord : nil
        error =
            switch report.outcome {
            case .done, .taken: nil
            case .failed(let reason): ControlFault(.commandFailed, reason)
            case .unknown:
                ControlFault(.outcomeUnknown, "The bridge did not say what came of it; it may have been carried out.")
            }
    }
}
