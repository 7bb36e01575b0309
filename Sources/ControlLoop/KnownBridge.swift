public import BridgeAPI
public import Entries
public import NukiDomain

/// A configured bridge with the means to sign in to it.
public struct KnownBridge: Sendable {
    /// What its owner configured.
    public let entry: BridgeEntry
    /// Its token, signed with as the entry says.
    public let credential: Credential

    /// Puts the two together.
    public init(entry: BridgeEntry, token: BridgeToken) {
        self.entry = entry
        credential = Credential(token: token, mode: entry.auth)
    }

    /// Whether it signs in with this token in this way.
    func signsIn(like other: Credential) -> Bool {
        credential.mode == other.mode && credential.token == other.token
    }
}
