import BridgeAPI
import Entries
import FoundationEssentials
import NukiDomain

/// What is known of one bridge's devices, and what each piece of news changes of it: fed with answers, it asks nobody.
struct DeviceBook: Sendable {
    /// How long a bell counts as ringing.
    private static let ringing = Duration.seconds(30)

    /// When something became known.
    struct Moment {
        /// By this machine's clock.
        let date: Date
        /// By the bridge's clock.
        let bridgeDate: Date
        /// Since boot.
        let uptime: Duration
    }

    /// The devices, in the bridge's order, without those that are ignored.
    private(set) var devices: [DeviceSnapshot] = []
    /// What outlasts a restart.
    var memory: BridgeMemory
    private let bridge: BridgeID
    private var wishes: [NukiID: LoopSettings.Device]
    /// The last list, for when somebody changes the settings.
    private var listing: DeviceListing?
    /// What the last list said of devices that a callback spoke of since.
    private var confirmed: [DeviceKey: DeviceSnapshot] = [:]
    /// When a callback, or a device asked by itself, spoke last, since boot: no older list is believed about it.
    private var heard: [DeviceKey: Duration] = [:]
    /// Until when a bell rings, since boot.
    private var bells: [DeviceKey: Duration] = [:]

    init(of bridge: BridgeID, memory: BridgeMemory, wishes: [NukiID: LoopSettings.Device] = [:]) {
        self.bridge = bridge
        self.memory = memory
        self.wishes = wishes
    }

    /// Whether the bridge was ever listened to.
    var isListed: Bool { listing != nil }

    /// What is known of one device.
    subscript(key: DeviceKey) -> DeviceSnapshot? { devices.first { $0.key == key } }

    /// Devices of a list that have no slug yet: give them one with ``name(_:slug:)`` before the list is taken.
    func unnamed(in listing: DeviceListing) -> [Device] {
        listing.devices.filter { memory.devices[$0.key] == nil && wishes[$0.key.id]?.ignore != true }.map(wished)
    }

    /// Gives a device the slug that it keeps.
    mutating func name(_ key: DeviceKey, slug: String) {
        memory.devices[key] = DeviceMemory(slug: slug)
    }

    /// Takes a list.
    ///
    /// - Parameter began: when it was asked for, since boot: what a callback said after that is newer.
    mutating func take(
        _ new: DeviceListing, began: Duration, source: ValueSource = .poll, at now: Moment
    ) -> [LoopEvent.Kind] {
        var events = StateDiff.unreadable(from: listing, to: new)
        listing = new
        var listed: Set<DeviceKey> = []
        var seen: [DeviceSnapshot] = []
        var rings: [LoopEvent.Kind] = []
        // A list with one device twice would be a bridge's mistake; the first of them counts.
        for device in new.devices where wishes[device.key.id]?.ignore != true && listed.insert(device.key).inserted {
            guard var snapshot = snapshot(of: device, began: began, source: source, at: now) else { continue }
            if let ring = tell(listedRing(of: device, at: now), of: &snapshot, at: now) { rings.append(ring) }
            seen.append(snapshot)
        }
        events += changes(to: seen)
        return events + rings
    }

    /// Takes what a callback says of one device; nothing of one that is not listed.
    mutating func take(callback state: DeviceState, of key: DeviceKey, at now: Moment) -> [LoopEvent.Kind] {
        guard let index = devices.firstIndex(where: { $0.key == key }) else { return [] }
        let old = devices[index]
        var new = old
        heard[key] = now.uptime
        new.device.state = state.filled(from: old.device.state)
        new.asked = now.date
        see(&new)
        if new.withoutTimes != old.withoutTimes {
            if old.isConfirmed { confirmed[key] = old }
            new.source = .callback
            new.isConfirmed = false
        }
        var found: LoopEvent.Kind?
        if let ring = state.ring, var record = memory.devices[key]?.ring {
            let finding = record.take(unconfirmed: ring, at: now.bridgeDate)
            memory.devices[key]?.ring = record
            found = tell(finding, of: &new, at: now)
        }
        devices[index] = new
        return StateDiff.events(from: [old], to: [new]) + [found].compactMap(\.self)
    }

    /// Takes what a device said when the bridge was made to ask it.
    mutating func take(answer state: DeviceState, of key: DeviceKey, at now: Moment) -> [LoopEvent.Kind] {
        guard let index = devices.firstIndex(where: { $0.key == key }) else { return [] }
        let old = devices[index]
        var new = old
        heard[key] = now.uptime
        confirmed[key] = nil
        new.device.state = state.filled(from: old.device.state)
        new.source = .command
        new.isConfirmed = true
        new.isStale = false
        new.asked = now.date
        see(&new)
        devices[index] = new
        return StateDiff.events(from: [old], to: [new])
    }

    /// Marks what is known as old, while the bridge does not answer.
    mutating func goStale() -> [LoopEvent.Kind] {
        let old = devices
        for index in devices.indices { devices[index].isStale = true }
        return StateDiff.events(from: old, to: devices)
    }

    /// When the next bell is silent again, since boot.
    var nextSilence: Duration? { bells.values.min() }

    /// Ends the ringing of bells that rang long enough ago.
    mutating func silence(at uptime: Duration) -> [LoopEvent.Kind] {
        guard let next = nextSilence, next <= uptime else { return [] }
        bells = bells.filter { $0.value > uptime }
        let old = devices
        for index in devices.indices where bells[devices[index].key] == nil { devices[index].rings = false }
        return StateDiff.events(from: old, to: devices)
    }

    /// Takes other names, and other devices to ignore.
    mutating func take(wishes: [NukiID: LoopSettings.Device], at now: Moment) -> [LoopEvent.Kind] {
        guard wishes != self.wishes else { return [] }
        self.wishes = wishes
        let seen = devices.filter { wishes[$0.key.id]?.ignore != true }.map { snapshot in
            var snapshot = snapshot
            if let raw = listing?.devices.first(where: { $0.key == snapshot.key }) {
                snapshot.device.name = wished(raw).name
            }
            return snapshot
        }
        return changes(to: seen)
    }

    /// The bridge is watched no more.
    mutating func removeAll() -> [LoopEvent.Kind] { changes(to: []) }
}

extension DeviceBook {
    private func wished(_ device: Device) -> Device {
        var device = device
        device.name = wishes[device.key.id]?.name ?? device.name
        return device
    }

    /// A device as a list shows it, or as it is known where something newer was heard of it.
    private mutating func snapshot(
        of device: Device, began: Duration, source: ValueSource, at now: Moment
    ) -> DeviceSnapshot? {
        guard let slug = memory.devices[device.key]?.slug else { return nil }
        var snapshot = DeviceSnapshot(
            bridge: bridge, device: wished(device), slug: slug, entities: [], asked: now.date)
        snapshot.source = source
        snapshot.rings = bells[device.key] != nil
        if let time = heard[device.key], time > began, let known = self[device.key] {
            snapshot.device.state = known.device.state
            snapshot.source = known.source
            snapshot.isConfirmed = known.isConfirmed
            snapshot.asked = known.asked
        }
        see(&snapshot)
        return snapshot
    }

    /// Notes which entities a device has.
    private mutating func see(_ snapshot: inout DeviceSnapshot) {
        let known = memory.devices[snapshot.key]?.entities ?? [.lock]
        let visible = snapshot.device.visibleEntities
        snapshot.entities = visible.isSubset(of: known) ? known : known.union(visible)
        // Written only when there are more: whatever else holds the same shares its memory.
        if snapshot.entities != known { memory.devices[snapshot.key]?.entities = snapshot.entities }
    }

    /// What a list says of a bell; the first sight of one is no news.
    private mutating func listedRing(of device: Device, at now: Moment) -> RingRecord.Finding {
        guard let state = device.state else { return .nothing }
        guard var record = memory.devices[device.key]?.ring else {
            memory.devices[device.key]?.ring = RingRecord(listed: state.ring)
            return .nothing
        }
        guard let ring = state.ring else { return .nothing }
        let old = record
        let finding = record.take(listed: ring, at: now.bridgeDate)
        if record != old { memory.devices[device.key]?.ring = record }
        return finding
    }

    private mutating func tell(
        _ finding: RingRecord.Finding, of snapshot: inout DeviceSnapshot, at now: Moment
    ) -> LoopEvent.Kind? {
        switch finding {
        case .nothing: return nil
        case .missed(let time): return .ringMissed(snapshot, at: time)
        case .ring(let time):
            bells[snapshot.key] = now.uptime + Self.ringing
            snapshot.rings = true
            return .ring(snapshot, at: time)
        }
    }

    private mutating func changes(to seen: [DeviceSnapshot]) -> [LoopEvent.Kind] {
        let old = devices
        devices = seen
        let events = StateDiff.events(from: old, to: seen, confirmed: confirmed)
        for snapshot in seen where snapshot.isConfirmed { confirmed[snapshot.key] = nil }
        let keys = Set(seen.map(\.key))
        confirmed = confirmed.filter { keys.contains($0.key) }
        heard = heard.filter { keys.contains($0.key) }
        bells = bells.filter { keys.contains($0.key) }
        return events
    }
}
