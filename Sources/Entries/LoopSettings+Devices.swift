public import NukiDomain

extension [NukiID: LoopSettings.Device] {
    /// A device as its owner wants to see it, by the name that the settings give it; nil for one that is ignored.
    public func shown(_ device: Device) -> Device? {
        guard self[device.key.id]?.ignore != true else { return nil }
        var device = device
        device.name = self[device.key.id]?.name ?? device.name
        return device
    }
}
