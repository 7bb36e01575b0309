public import FoundationEssentials
public import NukiDomain

/// What a bridge says of itself (Bridge API 1.13.2, `/info`). Nothing in it is signed.
public struct BridgeInfo: Hashable, Sendable {
    /// `ids.hardwareId`, the id of its DHCP name; software bridges and emulators have none.
    public let id: BridgeID?
    /// `ids.serverId`, the id in Nuki's cloud list; another number than ``id`` on real bridges.
    public let serverID: BridgeID?
    /// `versions.firmwareVersion`, such as "2.14.0".
    public let firmware: String?
    /// The bridge's clock when it answered.
    public let currentTime: Date?
}

extension BridgeInfo: Decodable {
    private enum Key: CodingKey {
        case ids, versions, currentTime, hardwareId, serverId, firmwareVersion, appVersion
    }

    /// Reads an answer of which almost every field may be missing; one without `ids` is not from a bridge.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let ids = try fields.nestedContainer(keyedBy: Key.self, forKey: .ids)
        id = ids.id(.hardwareId).map(BridgeID.init(rawValue:))
        serverID = ids.id(.serverId).map(BridgeID.init(rawValue:))
        // Old emulators leave the versions out altogether.
        let versions = try? fields.nestedContainer(keyedBy: Key.self, forKey: .versions)
        firmware = versions?.text(.firmwareVersion) ?? versions?.text(.appVersion)
        currentTime = fields.time(.currentTime)
    }
}
