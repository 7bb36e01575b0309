import FoundationEssentials
import NukiDomain

/// What changed from one look at a bridge's devices to the next.
enum StateDiff {
    /// The events in the order of the newer look, removals last; none for looks that differ only in when they were.
    static func events(from old: [DeviceSnapshot], to new: [DeviceSnapshot]) -> [LoopEvent.Kind] {
        let known = Dictionary(uniqueKeysWithValues: old.map { ($0.key, $0) })
        let listed = Set(new.map(\.key))
        return new.compactMap { device in
            guard let before = known[device.key] else { return .deviceAdded(device) }
            return before.withoutTimes == device.withoutTimes ? nil : .deviceChanged(from: before, to: device)
        } + old.filter { !listed.contains($0.key) }.map(LoopEvent.Kind.deviceRemoved)
    }
}

extension DeviceSnapshot {
    /// A newer look at an unchanged device is no news.
    fileprivate var withoutTimes: DeviceSnapshot {
        var snapshot = self
        snapshot.asked = .distantPast
        snapshot.device.state?.read = nil
        return snapshot
    }
}
