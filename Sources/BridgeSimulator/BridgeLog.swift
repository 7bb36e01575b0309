import FoundationEssentials
import NukiDomain

/// What a bridge writes down about itself (Bridge API 1.13.2, `/log`): entries of the types that real ones were seen to
/// write.
struct BridgeLog: Sendable {
    /// The kinds of entry, by the names that real bridges give them.
    enum Kind: String, Sendable {
        case list = "HTTP-List"
        case info = "HTTP-Info"
        case log = "HTTP-Log"
        case lockState = "HTTP-LockState"
        case actionStart = "HTTP-LockActionStart"
        case actionSuccess = "HTTP-LockActionSuccess"
        case postTimeout = "HTTP-PostTimeout"
        case connect = "BLE-Connect"
        case connected = "BLE-Connected"
        case connectionTimeout = "BLE-ConnectionTimeout"
        case readStates = "BLE-ReadStates"
        case getChallenge = "BLE-GetChallenge"
        case sendLockAction = "BLE-SendLockAction"
        case disconnect = "BLE-Disconnect"
        case disconnected = "BLE-Disconnected"
    }

    /// How many entries are kept; how many a real one keeps is not known.
    static let kept = 500

    private struct Entry {
        let time: Date
        let kind: Kind
        let device: NukiID?
        let action: Int?
    }

    private var entries = LatestItems<Entry>(limit: kept)

    /// Empty.
    init() {}

    /// Writes an entry.
    ///
    /// - Parameter time: by the bridge's clock.
    mutating func write(_ kind: Kind, at time: Date, device: NukiID? = nil, action: Int? = nil) {
        entries.append(Entry(time: time, kind: kind, device: device, action: action))
    }

    /// Tears all pages out.
    mutating func clear() {
        entries.removeAll()
    }

    /// The answer of `/log`: newest first, and ids in hex as nowhere else.
    func listed(offset: Int, count: Int) -> WireJSON {
        .array(
            entries.items.reversed().dropFirst(offset).prefix(count).map { entry in
                var members: [(key: String, value: WireJSON)] = [
                    ("timestamp", .time(entry.time)), ("type", .text(entry.kind.rawValue)),
                ]
                if let device = entry.device { members.append(("nukiId", .text("\(device)"))) }
                if let action = entry.action { members.append(("action", .number(action))) }
                return .object(members)
            })
    }
}
