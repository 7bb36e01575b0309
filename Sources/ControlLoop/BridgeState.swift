import NukiDomain

/// How things stand between the loop and one bridge.
enum BridgeState: Hashable, Sendable {
    /// Not reached since the loop began.
    case connecting
    /// The last poll was answered.
    case online
    /// Polls fail, but too few of them to say that the bridge is gone; what it said last may be old.
    case degraded
    /// Three polls in a row failed.
    case unreachable
    /// It refuses the sign-in.
    case refused
    /// Another bridge lives at its address.
    case replaced(by: BridgeID)
    /// It was given another address, and was not asked there yet.
    case moving

    /// The word of ``BridgeSnapshot/state``.
    var word: String {
        switch self {
        case .connecting: "connecting"
        case .online: "online"
        case .degraded: "degraded"
        case .unreachable: "unreachable"
        case .refused: "refused"
        case .replaced: "replaced"
        case .moving: "moving"
        }
    }
}
