import FoundationEssentials
public import NukiDomain

/// What a bridge lists (Bridge API 1.13.2, `/list`).
public struct DeviceListing: Hashable, Sendable {
    /// The devices that could be read, in the bridge's order.
    public let devices: [Device]
    /// Why others could not, one text for each.
    public let unreadable: [String]

    /// Puts the two together.
    public init(devices: [Device], unreadable: [String] = []) {
        self.devices = devices
        self.unreadable = unreadable
    }
}

extension DeviceListing: Decodable {
    /// Reads an array of devices, each by itself.
    public init(from decoder: any Decoder) throws {
        var devices: [Device] = []
        var unreadable: [String] = []
        let elements = try decoder.singleValueContainer().decode([Lenient<DeviceRecord>].self)
        for (index, element) in elements.enumerated() {
            switch element.result {
            case .success(let record): devices.append(record.device)
            case .failure: unreadable.append("element \(index + 1) of the list has no readable nukiId")
            }
        }
        self.init(devices: devices, unreadable: unreadable)
    }
}

/// One element of `/list`.
private struct DeviceRecord: Decodable {
    let device: Device

    private enum Key: CodingKey {
        case deviceType, nukiId, name, firmwareVersion, lastKnownState
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        guard let id = fields.id(.nukiId) else {
            throw DecodingError.dataCorruptedError(forKey: .nukiId, in: fields, debugDescription: "no readable id")
        }
        let type = DeviceType(rawValue: fields.number(.deviceType) ?? DeviceType.smartLock.rawValue)
        let name = fields.text(.name) ?? ""
        // A state without its number, or none at all, means that the bridge has not read the device.
        let state = try? fields.decode(StateRecord.self, forKey: .lastKnownState)
        device = Device(
            key: DeviceKey(type: type, id: NukiID(rawValue: id)),
            name: name.isEmpty ? Hex.padded(id) : name, firmware: fields.text(.firmwareVersion), state: state?.state)
    }
}
