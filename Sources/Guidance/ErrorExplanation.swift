/// What an id of the catalogue stands for, as `keyturn help ID` and the manual tell it.
///
/// A ``Diagnosis`` speaks of one case, with its names and numbers; this speaks of all that share the id.
public struct ErrorExplanation: Hashable, Sendable, Encodable {
    /// The id.
    public let id: ErrorID
    /// What was seen, without a full stop: it is also a headline.
    public let what: String
    /// What that means.
    public let why: String
    /// At most three things to do, most likely first.
    public let fixes: [String]
    /// How a process ends with it; nil for a warning, and where it depends on what was asked for.
    public let exit: ExitStatus?

    init(_ id: ErrorID, _ what: String, why: String, fixes: [String], exit: ExitStatus?) {
        self.id = id
        self.what = what
        self.why = why
        self.fixes = fixes
        self.exit = exit
    }
}

extension ErrorID {
    /// What it stands for.
    public var explanation: ErrorExplanation {
        switch self {
        case .captureRight: .captureRight
        case .captureInterface: .captureInterface
        case .captureDown: .captureDown
        case .nothingFound: .nothingFound
        case .cloudRefused: .cloudRefused
        case .bridgeHidden: .bridgeHidden
        case .connectionRefused: .connectionRefused
        case .noAnswer: .noAnswer
        case .notABridge: .notABridge
        case .tokenRefused: .tokenRefused
        case .clocksDiffer: .clocksDiffer
        case .signInOff: .signInOff
        case .notPressed: .notPressed
        case .tokenWeak: .tokenWeak
        case .otherBridge: .otherBridge
        case .moveDoubtful: .moveDoubtful
        case .noHardwareID: .noHardwareID
        case .saveDenied: .saveDenied
        case .saveBusy: .saveBusy
        case .saveChanged: .saveChanged
        case .fileBad: .fileBad
        case .exportRefused: .exportRefused
        case .inputMissing: .inputMissing
        case .bridgeBusy: .bridgeBusy
        case .controlDenied: .controlDenied
        case .noLoop: .noLoop
        case .deviceAmbiguous: .deviceAmbiguous
        case .outcomeUnknown: .outcomeUnknown
        case .commandFailed: .commandFailed
        case .fileUnreadable: .fileUnreadable
        case .captureLinkType: .captureLinkType
        case .libraryMissing: .libraryMissing
        case .serviceFailed: .serviceFailed
        }
    }
}
