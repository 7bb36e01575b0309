import BridgeAPI
import FoundationEssentials
import NukiDomain

/// What changed from one look at a bridge's devices to the next.
enum StateDiff {
    /// The events in the order of the newer look, removals last; none for looks that differ only in when they were.
    ///
    /// - Parameter confirmed: what the list said last of devices that a callback spoke of since.
    static func events(
        from old: [DeviceSnapshot], to new: [DeviceSnapshot], confirmed: [DeviceKey: DeviceSnapshot] = [:]
    ) -> [LoopEvent.Kind] {
        let known = Dictionary(uniqueKeysWithValues: old.map { ($0.key, $0) })
        let listed = Set(new.map(\.key))
        return new.compactMap { device in
            guard let before = known[device.key] else { return .deviceAdded(device) }
            if before.withoutTimes == device.withoutTimes { return nil }
            if device.isConfirmed, let last = confirmed[device.key], before.values == device.values {
                return .deviceConfirmed(from: last, to: device)
            }
            return .deviceChanged(from: before, to: device)
        } + old.filter { !listed.contains($0.key) }.map(LoopEvent.Kind.deviceRemoved)
    }

    /// A notice for each element of a list that makes no sense, unless the list before had it too.
    static func unreadable(from old: DeviceListing?, to new: DeviceListing) -> [LoopEvent.Kind] {
        let told = old?.unreadable ?? []
        return new.unreadable.filter { !told.contains($0) }.map { .notice(.deviceUnreadable(reason: $0)) }
    }
}

extension DeviceSnapshot {
    /// A newer look at an unchanged device is no news, and neither is another way to know the same.
    var withoutTimes: DeviceSnapshot {
        var snapshot = self
        snapshot.asked = .distantPast
        snapshot.source = .poll
        snapshot.device = values
        return snapshot
    }

    /// What the device itself says, whenever that was.
    fileprivate var values: Device {
        var device = device
        device.state?.read = nil
        return device
    }
}
