/// The paths this bridge knows (Bridge API 1.13.2); every other one answers 400.
enum BridgePath: String, Sendable {
    case auth = "/auth"
    case info = "/info"
    case list = "/list"
    case lockState = "/lockState"
    case lockAction = "/lockAction"
    case lock = "/lock"
    case unlock = "/unlock"

    /// Moves a device.
    var isLockAction: Bool {
        switch self {
        case .lockAction, .lock, .unlock: true
        case .auth, .info, .list, .lockState: false
        }
    }
}
