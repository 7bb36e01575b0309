/// What came of a command.
public struct CommandReport: Hashable, Sendable {
    /// The command.
    public let command: DeviceCommand
    /// How it ended.
    public let outcome: Outcome
    /// From asking to the end.
    public let took: Duration
    /// The device as it is known afterwards; nil for one that is not known.
    public let device: DeviceSnapshot?

    /// Puts the parts together.
    public init(command: DeviceCommand, outcome: Outcome, took: Duration, device: DeviceSnapshot? = nil) {
        self.command = command
        self.outcome = outcome
        self.took = took
        self.device = device
    }

    /// How a command can end.
    public enum Outcome: Hashable, Sendable {
        /// The bridge said that it was done.
        case done
        /// The bridge took it and said no more.
        case taken
        /// It was not done, for this reason; `expired` where it became too old before it could be sent.
        case failed(String)
        /// No answer to rely on: it may have happened.
        case unknown

        /// Too old before its first byte could leave.
        public static let expired = Outcome.failed("expired")

        /// Why it failed.
        public var reason: String? { if case .failed(let reason) = self { reason } else { nil } }

        /// One word for JSON.
        public var word: String {
            switch self {
            case .done: "done"
            case .taken: "taken"
            case .failed: "failed"
            case .unknown: "unknown"
            }
        }
    }
}

/// Carries out commands, one bridge at a time.
public protocol CommandSink: Sendable {
    /// Ends when the outcome is known; never throws, since every failure is an outcome.
    func carryOut(_ command: DeviceCommand) async -> CommandReport
}
