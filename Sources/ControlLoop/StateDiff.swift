import BridgeAPI
import NukiDomain

/// What changed from one listing of a bridge to the next.
enum StateDiff {
    /// The events in the order of the newer list, removals last; none for lists that differ only in when the bridge
    /// read its devices. Every device of the first list is new.
    static func events(from old: DeviceListing?, to new: DeviceListing) -> [LoopEvent.Kind] {
        let oldDevices = old?.devices ?? []
        // A list with one device twice would be a bridge's mistake; the first of them counts.
        let known = Dictionary(oldDevices.map { ($0.key, $0) }) { first, _ in first }
        var listed: Set<DeviceKey> = []
        var events: [LoopEvent.Kind] = []
        for device in new.devices where listed.insert(device.key).inserted {
            if let before = known[device.key] {
                if before.withoutReadTime != device.withoutReadTime {
                    events.append(.deviceChanged(from: before, to: device))
                }
            } else {
                events.append(.deviceAdded(device))
            }
        }
        events += oldDevices.filter { !listed.contains($0.key) }.map(LoopEvent.Kind.deviceRemoved)
        let told = old?.unreadable ?? []
        return events + new.unreadable.filter { !told.contains($0) }.map(LoopEvent.Kind.deviceUnreadable)
    }
}

extension Device {
    /// A newer look at an unchanged device is no news.
    fileprivate var withoutReadTime: Device {
        var state = state
        state?.read = nil
        return Device(key: key, name: name, firmware: firmware, state: state)
    }
}
