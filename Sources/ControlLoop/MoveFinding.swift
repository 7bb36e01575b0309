public import Discovery
public import Entries
public import Guidance
public import NukiDomain
import Sightings

/// What became of one configured bridge.
public enum MoveFinding: Hashable, Sendable {
    /// It is where it was.
    case unchanged
    /// It is proved to be elsewhere, and its entry says so.
    case moved(MoveClaim, MACAddress?)
    /// Something calls itself this bridge.
    case doubtful(MoveClaim, ProofOfMove.Doubt)
    /// The proof could not be brought to an end.
    case unproved(MoveClaim, ProofOfMove.Delay)
    /// It refuses its token at the new address.
    case refused(MoveClaim)
    /// It is spoken of at an address that nobody looked at.
    case sighted(MoveClaim)
    /// Nothing is known but what is at its stored address.
    case notFound(ProofOfMove.StoredPlace?)

    /// Puts a verdict in its place.
    init(_ verdict: ProofOfMove.Verdict, _ claim: MoveClaim) {
        self =
            switch verdict {
            case .moved(let mac): .moved(claim, mac)
            case .doubtful(let doubt): .doubtful(claim, doubt)
            case .refused: .refused(claim)
            case .notYet(let delay): .unproved(claim, delay)
            }
    }

    /// The word that other programs read.
    public enum Result: String, Encodable, Sendable {
        case unchanged, moved, doubtful, refused
        case notFound = "not-found"
    }

    /// Its word.
    public var result: Result {
        switch self {
        case .unchanged: .unchanged
        case .moved: .moved
        case .doubtful, .unproved, .sighted: .doubtful
        case .refused: .refused
        case .notFound: .notFound
        }
    }

    /// The address that it speaks of, and how that is known.
    public var claim: MoveClaim? {
        switch self {
        case .moved(let claim, _), .doubtful(let claim, _), .unproved(let claim, _), .refused(let claim),
            .sighted(let claim):
            claim
        case .unchanged, .notFound: nil
        }
    }

    /// It is where its entry says.
    public var isGood: Bool { [.unchanged, .moved].contains(result) }

    /// Nothing that may still be heard tells more: the stored hardware itself was met, or need not be.
    var isFinal: Bool {
        switch self {
        case .unchanged, .moved, .refused, .unproved, .sighted: true
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
        case .doubtful, .unproved, .refused, .sighted, .unchanged, .moved: 4
        case .notFound: 0
        }
    }

    /// What a person should know of a bridge that is not where its entry says; nil where all is well.
    public func diagnosis(of entry: BridgeEntry) -> Diagnosis? {
        switch self {
        case .unchanged, .moved, .sighted: nil
        case .doubtful(let claim, let doubt): .moveDoubtful(doubt, entry, at: claim.address)
        case .unproved(let claim, let delay): .moveUnproved(delay, entry, at: claim.address)
        case .refused(let claim): .moveRefused(entry, at: claim.address)
        case .notFound(let place): .notRediscovered(entry, place)
        }
    }
}
