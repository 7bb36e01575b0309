import BridgeAPI
import Discovery
import Entries
import Guidance
import HTTPFetch
import PacketCapture
import Sightings

// No switch here has a default: a new case is a new line in this file and a new sample.

extension ProbeError {
    var expectedID: ErrorID? {
        switch self {
        case .bridge(let error): error.expectedID
        case .acceptsAnything: .notABridge
        case .tokenRefused(let refusal): refusal.isSwitchedOff ? .signInOff : .tokenRefused
        case .onlyPlain(let answer): answer.clockError == nil ? nil : .clocksDiffer
        case .noHardwareID: .noHardwareID
        case .otherBridge: .otherBridge
        case .cancelled: nil
        }
    }
}

extension BridgeError {
    var expectedID: ErrorID? {
        switch self {
        case .noAnswer(let error): error.expectedID
        case .signInRefused: .tokenRefused
        case .switchedOff: .signInOff
        case .busy: .bridgeBusy
        case .badRequest, .unknownDevice, .deviceOffline, .unsuccessful: nil
        case .brokenAnswer: .noAnswer
        case .status, .notABridge: .notABridge
        }
    }
}

extension HTTPError {
    fileprivate var expectedID: ErrorID? {
        switch self {
        case .refused: .connectionRefused
        case .unreachable, .nameNotResolved, .connectTimedOut, .answerTimedOut, .connectionLost, .brokenBody,
            .untrusted:
            .noAnswer
        case .withheld: .moveDoubtful
        case .notHTTP, .tooLong: .notABridge
        case .cancelled, .failed: nil
        }
    }
}

extension CaptureError {
    var expectedID: ErrorID? {
        switch self {
        case .noRight: .captureRight
        case .noSuchInterface: .captureInterface
        case .noInterface, .interfaceDown, .lost: .captureDown
        case .linkType: .captureLinkType
        case .notOpened, .unreadable, .endsEarly: .fileUnreadable
        case .unwritable: .saveDenied
        case .other: nil
        }
    }
}

extension SourceRemark {
    var expectedID: ErrorID? {
        switch self {
        case .leasesUnreadable, .leasesUnknown: .fileUnreadable
        case .cloudSilent, .cloudRefused: .cloudRefused
        case .cloudHides: .bridgeHidden
        case .neighboursUnreadable, .leasesEnded, .leasesMissing, .scanNarrowed, .scanFindsNoNetwork: nil
        }
    }
}

extension ConfigurationError {
    var expectedID: ErrorID? {
        switch self {
        case .file, .linked, .moveObstructed, .moveLinked: .saveDenied
        case .malformed, .newerSchema, .badToken: .fileBad
        case .busy, .entriesInUse: .saveBusy
        case .entryGone, .entryMoved, .alreadySetUp(_, replacing: nil): .saveChanged
        case .badVariable, .noHome, .alreadySetUp: .inputMissing
        case .cancelled, .notEncodable: nil
        }
    }
}
