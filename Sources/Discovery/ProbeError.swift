public import BridgeAPI
public import NukiDomain

/// Why a sign-in test found no bridge to use.
public enum ProbeError: Error, Hashable, Sendable {
    /// The bridge did not answer, was busy, or said something that no bridge says.
    case bridge(BridgeError)
    /// It accepted a sign-in under a random key: it would accept anything, so nothing true was sent to it.
    case acceptsAnything
    /// The token was refused by every sign-in that was allowed.
    case tokenRefused(SignInRefusal)
    /// Everything signed was refused and one `/info` with the token in clear was answered.
    case onlyPlain(PlainAnswer)
    /// It has no hardware id: a software bridge or an emulator.
    case noHardwareID
    /// Another bridge than the one that was announced there.
    case otherBridge(expected: BridgeID, found: BridgeID)
    /// The person or the program did not want to know any more.
    case cancelled
}
