public import BridgeAPI
public import NukiDomain

extension ProofOfMove {
    /// What an examination of an address came to.
    public enum Verdict: Hashable, Sendable {
        /// The bridge lives there; the hardware address that it has, where it is known.
        case moved(MACAddress?)
        /// It may be the bridge, or somebody pretending: a person decides.
        case doubtful(Doubt)
        /// Everything fits and the bridge's own sign-in is refused: the token or a clock was changed.
        case refused
        /// Nothing can be said for now.
        case notYet(Delay)
    }

    /// Why an address is not taken for the bridge's.
    public enum Doubt: Hashable, Sendable {
        /// It is on no network of this machine, or on the internet; nothing was sent there.
        case outOfReach
        /// What answers is no bridge; the text says how.
        case notABridge(String)
        /// No hardware address is stored to compare with.
        case noStoredHardware
        /// Other hardware than the stored answers; nil where the kernel knows none, or several.
        case otherHardware(MACAddress?)
        /// The entry says that the bridge is not to be followed.
        case notToBeFollowed
        /// The sign-in is the token in clear, which goes nowhere unasked.
        case plainSignIn
        /// It accepted a sign-in under a random key.
        case acceptsAnything
        /// Its hardware id is another one, or missing.
        case otherBridge(BridgeID?)
        /// Its id at Nuki's servers is another one, or missing.
        case otherServerID(BridgeID?)
        /// It is paired with a device that is not stored.
        case strangeDevice(NukiID)
    }

    /// Why nothing can be said yet.
    public enum Delay: Hashable, Sendable {
        /// The last probe of this bridge is not long enough ago.
        case tooSoon(Duration)
        /// A request failed on the way.
        case interrupted(BridgeError)
    }
}

extension ProofOfMove.Doubt {
    /// Whether a person who knows better may have the address asked all the same; what gave itself away is not asked
    /// again.
    public var canBeAccepted: Bool {
        switch self {
        case .noStoredHardware, .otherHardware, .notToBeFollowed, .plainSignIn: true
        case .outOfReach, .notABridge, .acceptsAnything, .otherBridge, .otherServerID, .strangeDevice: false
        }
    }
}
