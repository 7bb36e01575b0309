import Discovery
import Entries
import Guidance
import NukiDomain
import Sightings

/// What became of one configured bridge.
enum RediscoverFinding: Hashable, Sendable {
    /// It is where it was.
    case unchanged
    /// It is proved to be elsewhere, and its entry says so.
    case moved(RediscoverClaim, MACAddress?)
    /// Something calls itself this bridge.
    case doubtful(RediscoverClaim, ProofOfMove.Doubt)
    /// The proof could not be brought to an end.
    case unproved(RediscoverClaim, ProofOfMove.Delay)
    /// It refuses its token at the new address.
    case refused(RediscoverClaim)
    /// Nothing is known but what is at its stored address.
    case notFound(ProofOfMove.StoredPlace?)

    /// Puts a verdict in its place.
    init(_ verdict: ProofOfMove.Verdict, _ claim: RediscoverClaim) {
        self =
            switch verdict {
            case .moved(let mac): .moved(claim, mac)
            case .doubtful(let doubt): .doubtful(claim, doubt)
            case .refused: .refused(claim)
            case .notYet(let delay): .unproved(claim, delay)
            }
    }

    /// The word that other programs read.
    enum Result: String, Encodable, Sendable {
        case unchanged, moved, doubtful, refused
        case notFound = "not-found"
    }

    var result: Result {
        switch self {
        case .unchanged: .unchanged
        case .moved: .moved
        case .doubtful, .unproved: .doubtful
        case .refused: .refused
        case .notFound: .notFound
        }
    }

    /// The address that it speaks of, and how that is known.
    var claim: RediscoverClaim? {
        switch self {
        case .moved(let claim, _), .doubtful(let claim, _), .unproved(let claim, _), .refused(let claim): claim
        case .unchanged, .notFound: nil
        }
    }

    /// It is where its entry says.
    var isGood: Bool { [.unchanged, .moved].contains(result) }

    /// Nothing that may still be heard tells more: the stored hardware itself was met, or need not be.
    var isFinal: Bool {
        switch self {
        case .unchanged, .moved, .refused, .unproved: true
        case .doubtful(_, let doubt):
            switch doubt {
            case .outOfReach, .notABridge, .otherHardware: false
            default: true
            }
        case .notFound: false
        }
    }

    /// How near it came to a proof, among those that brought none.
    var weight: Int {
        switch self {
        case .doubtful(_, .outOfReach): 1
        case .doubtful(_, .notABridge): 2
        case .doubtful(_, .otherHardware): 3
        case .doubtful, .unproved, .refused, .unchanged, .moved: 4
        case .notFound: 0
        }
    }

    /// What a person should know of a bridge that is not where its entry says; nil where all is well.
    func diagnosis(of entry: BridgeEntry) -> Diagnosis? {
        switch self {
        case .unchanged, .moved: nil
        case .doubtful(let claim, let doubt): .moveDoubtful(doubt, entry, at: claim.address)
        case .unproved(let claim, let delay): .moveUnproved(delay, entry, at: claim.address)
        case .refused(let claim): .moveRefused(entry, at: claim.address)
        case .notFound(let place): .notRediscovered(entry, place)
        }
    }
}
