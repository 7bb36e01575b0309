/// The paths this bridge knows (Bridge API 1.13.2); every other one answers 400.
enum BridgePath: String, Sendable {
    case auth = "/auth"
    case info = "/info"
    case list = "/list"
    case lockState = "/lockState"
    case lockAction = "/lockAction"
    case lock = "/lock"
    case unlock = "/unlock"
    case unpair = "/unpair"
    case configAuth = "/configAuth"
    case callbackAdd = "/callback/add"
    case callbackList = "/callback/list"
    case callbackRemove = "/callback/remove"
    case log = "/log"
    case clearLog = "/clearlog"
    case firmwareUpdate = "/fwupdate"
    case reboot = "/reboot"
    case factoryReset = "/factoryReset"

    /// Moves a device.
    var isLockAction: Bool {
        switch self {
        case .lockAction, .lock, .unlock: true
        case .auth, .info, .list, .lockState, .unpair, .configAuth, .callbackAdd, .callbackList, .callbackRemove, .log,
            .clearLog, .firmwareUpdate, .reboot, .factoryReset:
            false
        }
    }
}
