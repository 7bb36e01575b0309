public import Discovery
public import Entries
public import Guidance
public import NukiDomain

/// How setup ended.
public enum SetupOutcome: Sendable {
    /// These bridges are configured; perhaps the control loop starts now.
    case configured([ConfiguredBridge], handsOff: Bool)
    /// `--dry-run`: this would have been written.
    case wouldWrite([SavePlan])
    /// It could not be done, and nobody could help.
    case failed(Diagnosis)
    /// It could not be done, and the person who was told chose to leave.
    case gaveUp(Diagnosis)
    /// The person looked at what is configured, or removed from it, and that was all.
    case looked
    /// The person left; whether anything had been written.
    case left(wrote: Bool)
}

extension SetupOutcome {
    /// How a process ends after it.
    public var exit: ExitStatus {
        switch self {
        case .configured, .wouldWrite, .looked: .done
        case .failed(let diagnosis), .gaveUp(let diagnosis): diagnosis.exit
        case .left: .interrupted
        }
    }
}

/// Everything a finished setup knows of one bridge: the JSON report and the hand-off are made from it.
public struct ConfiguredBridge: Sendable {
    /// The entry as it stands in the file.
    public let entry: BridgeEntry
    /// Its token.
    public let token: BridgeToken
    /// What the sign-in test said; nil where nothing changed that needs one.
    public let report: ProbeReport?
    /// What was written.
    public let written: SavePlan
    /// The answers, as a replay needs them.
    public let answers: SetupAnswers
}
