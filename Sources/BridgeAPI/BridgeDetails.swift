public import NukiDomain

/// Everything that a bridge says of itself (Bridge API 1.13.2, `/info`). Nothing in it is signed.
public struct BridgeDetails: Hashable, Sendable {
    /// Identity, firmware and clock.
    public let info: BridgeInfo
    /// `versions.wifiFirmwareVersion`.
    public let wifiFirmware: String?
    /// Seconds since the bridge started.
    public let uptime: Int?
    /// `wlanConnected`, which only newer bridges have.
    public let isOnWiFi: Bool?
    /// `serverConnected`: the way to Nuki's server, where the bridge has its time from.
    public let isAtServer: Bool?
    /// Devices in Bluetooth range, paired or not; those that cannot be read are left out.
    public let inRange: [DeviceInRange]
}

/// One element of `scanResults`.
public struct DeviceInRange: Hashable, Sendable {
    /// Type and id. The type may differ from the one in `/list`, which is the right one (homebridge-nb #44).
    public let key: DeviceKey
    /// Its Bluetooth name, such as `Nuki_21DF943C`.
    public let name: String?
    /// Signal strength in dBm, which is negative.
    public let signal: Int?
    /// Paired with this bridge.
    public let isPaired: Bool?
}

extension BridgeDetails {
    /// Reads what ``BridgeInfo`` reads, and more where it is there.
    init?(_ fields: OutsideValue) {
        guard let info = BridgeInfo(fields) else { return nil }
        self.info = info
        wifiFirmware = fields["versions"]?["wifiFirmwareVersion"]?.text
        uptime = fields["uptime"]?.number
        isOnWiFi = fields["wlanConnected"]?.flag
        isAtServer = fields["serverConnected"]?.flag
        inRange = (fields["scanResults"]?.list ?? []).compactMap(DeviceInRange.init)
    }
}

extension DeviceInRange {
    /// Reads one device; only its id has to be there. The PDF's sample and emulators say `type` for `deviceType`.
    init?(_ fields: OutsideValue) {
        guard let id = fields["nukiId"]?.id else { return nil }
        let type = (fields["deviceType"] ?? fields["type"])?.number ?? DeviceType.smartLock.rawValue
        key = DeviceKey(type: DeviceType(rawValue: type), id: NukiID(rawValue: id))
        name = fields["name"]?.text
        signal = fields["rssi"]?.number
        isPaired = fields["paired"]?.flag
    }
}
