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

extension DeviceListing {
    /// Reads a list of devices, each by itself; nil for what is no list.
    init?(_ value: OutsideValue) {
        let reading = ListReading(value, fault: { "element \($0) of the list has no readable nukiId" }, Device.init)
        guard let reading else { return nil }
        self.init(devices: reading.elements, unreadable: reading.unreadable)
    }
}

extension Device {
    /// One element of `/list`; nil without an id.
    fileprivate init?(_ fields: OutsideValue) {
        guard let id = fields["nukiId"]?.id else { return nil }
        let type = DeviceType(rawValue: fields["deviceType"]?.number ?? DeviceType.smartLock.rawValue)
        let name = fields["name"]?.text ?? ""
        self.init(
            key: DeviceKey(type: type, id: NukiID(rawValue: id)), name: name.isEmpty ? Hex.padded(id) : name,
            firmware: fields["firmwareVersion"]?.text, state: fields["lastKnownState"].flatMap(DeviceState.init))
    }
}

extension DeviceState {
    /// `lastKnownState`, and the answer to `/lockState`; nil without its number: the bridge has not read the device.
    init?(_ fields: OutsideValue) {
        guard let number = fields["state"]?.number else { return nil }
        self.init(mode: fields["mode"]?.number, number: number)
        batteryCritical = fields["batteryCritical"]?.flag
        batteryCharging = fields["batteryCharging"]?.flag
        batteryPercent = fields["batteryChargeState"]?.number
        keypadBatteryCritical = fields["keypadBatteryCritical"]?.flag
        door = fields["doorsensorState"]?.number.map(DoorState.init(number:))
        ring = fields["ringactionTimestamp"]?.time
        read = fields["timestamp"]?.time
    }
}
