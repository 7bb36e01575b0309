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

extension BridgeInfo {
    /// Reads an answer of which almost every field may be missing; one without `ids` is not from a bridge.
    init?(_ fields: OutsideValue) {
        guard let ids = fields["ids"], case .object = ids else { return nil }
        id = ids["hardwareId"]?.id.map(BridgeID.init(rawValue:))
        serverID = ids["serverId"]?.id.map(BridgeID.init(rawValue:))
        let versions = fields["versions"]
        firmware = versions?["firmwareVersion"]?.text ?? versions?["appVersion"]?.text
        currentTime = fields["currentTime"]?.time
    }
}
