public import NukiDomain

/// Something that the receiving program cannot do or was not given.
public enum ExportNote: Hashable, Sendable {
    /// The token was not asked for: `REDACTED` stands in its place.
    case tokenRedacted(BridgeID)
    /// No token is stored for the bridge: `REDACTED` stands in its place.
    case tokenMissing(BridgeID)
    /// The entry signs in by the bridge's own clock, this many seconds from ours; the receiver cannot.
    case driftedClock(BridgeID, seconds: Int)
    /// The entry signs in by hash, which the receiver cannot; it will try encrypted sign-in.
    case hashedSignIn(BridgeID)
    /// The receiver has no place for these keys of the entry.
    case notCarried(BridgeID, keys: [String])
}
