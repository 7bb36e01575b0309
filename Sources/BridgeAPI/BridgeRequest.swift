import HTTPFetch
import NukiDomain

/// The calls of the bridge's API that this program can make, with the time each may take
/// (Bridge API 1.13.2; times as clients that work well have them).
///
/// Three are left out on purpose: `/unlock`, which opens the door of a lock that has a knob outside, where
/// `/lockAction` says what it does; `/unpair` and `/factoryReset`, which only a person at the bridge can undo.
enum BridgeRequest {
    case info, list, auth
    case configAuth(enabled: Bool)
    case lockState(DeviceKey)
    case lockAction(LockAction, DeviceKey, nowait: Bool)
    case lock(DeviceKey)
    case listCallbacks
    case addCallback(url: String)
    case removeCallback(id: Int)
    case log(offset: Int, count: Int)
    case clearLog, updateFirmware, reboot

    /// The path as it is documented; bridges may mind its case.
    var path: String {
        switch self {
        case .info: "/info"
        case .list: "/list"
        case .auth: "/auth"
        case .configAuth: "/configAuth"
        case .lockState: "/lockState"
        case .lockAction: "/lockAction"
        case .lock: "/lock"
        case .listCallbacks: "/callback/list"
        case .addCallback: "/callback/add"
        case .removeCallback: "/callback/remove"
        case .log: "/log"
        case .clearLog: "/clearlog"
        case .updateFirmware: "/fwupdate"
        case .reboot: "/reboot"
        }
    }

    /// What stands in the query before the signature.
    var parameters: [QueryItem] {
        switch self {
        case .info, .list, .auth, .listCallbacks, .clearLog, .reboot: []
        case .configAuth(let enabled): [QueryItem("enable", enabled)]
        case .lockState(let key), .lock(let key): [QueryItem](naming: key)
        case .lockAction(let action, let key, let nowait):
            [QueryItem](naming: key) + [QueryItem("action", action.rawValue), QueryItem("nowait", nowait)]
        case .addCallback(let url): [QueryItem("url", url)]
        case .removeCallback(let id): [QueryItem("id", id)]
        case .log(let offset, let count): [QueryItem("offset", offset), QueryItem("count", count)]
        case .updateFirmware: [QueryItem("scope", 1)]
        }
    }

    /// False for `/auth` alone.
    var isSigned: Bool {
        if case .auth = self { false } else { true }
    }

    /// Only here does a 404 or a 410 speak of a device.
    var namesDevice: Bool {
        switch self {
        case .lockState, .lockAction, .lock: true
        default: false
        }
    }

    /// No status is documented for these: any 2xx counts.
    var isAnsweredWithoutBody: Bool {
        switch self {
        case .clearLog, .updateFirmware, .reboot: true
        default: false
        }
    }

    /// 5 s to connect; 15 s in all for what the bridge knows by itself, more for what it asks a device or a person.
    var limits: HTTPLimits {
        switch self {
        case .lockState: HTTPLimits(total: .seconds(30))
        case .auth: HTTPLimits(total: .seconds(40))
        case .lockAction, .lock: HTTPLimits(total: .seconds(60))
        default: HTTPLimits()
        }
    }

    /// A look at an address that may not be a bridge at all: 5 s in all.
    static let look = HTTPLimits(total: .seconds(5), bodyBytes: 64 << 10)
}

extension QueryItem {
    fileprivate init(_ name: String, _ number: some BinaryInteger) {
        self.init(name, verbatim: String(number))
    }

    fileprivate init(_ name: String, _ flag: Bool) {
        self.init(name, verbatim: flag ? "1" : "0")
    }
}

extension [QueryItem] {
    /// The type always goes along: without it bridges take 0 and do not find newer locks (homebridge-nb #44).
    fileprivate init(naming key: DeviceKey) {
        self = [QueryItem("nukiId", key.id.rawValue), QueryItem("deviceType", key.type.rawValue)]
    }
}
