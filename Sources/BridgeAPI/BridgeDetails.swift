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

extension BridgeDetails: Decodable {
    private enum Key: CodingKey {
        case versions, wifiFirmwareVersion, uptime, wlanConnected, serverConnected, scanResults
    }

    /// Reads what ``BridgeInfo`` reads, and more where it is there.
    public init(from decoder: any Decoder) throws {
        info = try BridgeInfo(from: decoder)
        let fields = try decoder.container(keyedBy: Key.self)
        // What is missing or of another kind is not told, and the rest is.
        let versions = try? fields.nestedContainer(keyedBy: Key.self, forKey: .versions)
        wifiFirmware = versions?.text(.wifiFirmwareVersion)
        uptime = fields.number(.uptime)
        isOnWiFi = fields.flag(.wlanConnected)
        isAtServer = fields.flag(.serverConnected)
        let elements = (try? fields.decode([Lenient<DeviceInRange>].self, forKey: .scanResults)) ?? []
        inRange = elements.compactMap { element in
            if case .success(let device) = element.result { device } else { nil }
        }
    }
}

extension DeviceInRange: Decodable {
    private enum Key: CodingKey {
        case deviceType, type, nukiId, name, rssi, paired
    }

    /// Reads one device; only its id has to be there. The PDF's sample and emulators say `type` for `deviceType`.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        guard let id = fields.id(.nukiId) else {
            throw DecodingError.dataCorruptedError(forKey: .nukiId, in: fields, debugDescription: "no readable id")
        }
        let type = fields.number(.deviceType) ?? fields.number(.type) ?? DeviceType.smartLock.rawValue
        key = DeviceKey(type: DeviceType(rawValue: type), id: NukiID(rawValue: id))
        name = fields.text(.name)
        signal = fields.number(.rssi)
        isPaired = fields.flag(.paired)
    }
}
