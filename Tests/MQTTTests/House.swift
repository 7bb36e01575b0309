import FoundationEssentials
import NukiDomain

/// Bridges that are as a test says, and a list of what they were told to do.
actor House: StateReading, CommandSink {
    private var snapshots: [BridgeSnapshot]
    private(set) var commands: [DeviceCommand] = []

    init(_ snapshots: [BridgeSnapshot] = [.hallway]) {
        self.snapshots = snapshots
    }

    func bridges() -> [BridgeSnapshot] { snapshots }

    func bridge(_ id: BridgeID) -> BridgeSnapshot? { snapshots.first { $0.id == id } }

    func become(_ snapshots: [BridgeSnapshot]) { self.snapshots = snapshots }

    func change(_ body: (inout BridgeSnapshot) -> Void) { body(&snapshots[0]) }

    func carryOut(_ command: DeviceCommand) -> CommandReport {
        commands.append(command)
        return CommandReport(command: command, outcome: .done, took: .zero)
    }
}

extension BridgeID {
    static let hallway = BridgeID(rawValue: 0x1A2B_3C4D)
}

extension BridgeSnapshot {
    /// A bridge with a lock and an opener.
    static var hallway: BridgeSnapshot {
        var bridge = BridgeSnapshot(
            id: .hallway, name: "Hallway",
            endpoint: Endpoint(host: .address(.v4(IPv4Address(rawValue: 0x7F00_0001))), port: .bridgeDefault))
        bridge.state = "online"
        bridge.signals = [DeviceSnapshot.door.key: -61]
        bridge.devices = [.door, .intercom]
        return bridge
    }
}

extension DeviceSnapshot {
    /// The same device behind another bridge.
    func behind(_ other: BridgeID) -> DeviceSnapshot {
        var snapshot = self
        snapshot.bridge = other
        return snapshot
    }

    static var door: DeviceSnapshot {
        var state = DeviceState(number: 1)
        state.door = .closed
        state.batteryPercent = 85
        state.batteryCritical = false
        return DeviceSnapshot(
            bridge: .hallway,
            device: Device(
                key: DeviceKey(type: .smartLock, id: NukiID(rawValue: 0x21DF_943C)), name: "Front \"door\"",
                firmware: "2.8.15", state: state),
            slug: "front_door", entities: [.lock, .door, .battery, .batteryCritical], asked: .now)
    }

    static var intercom: DeviceSnapshot {
        var state = DeviceState(mode: 2, number: 1)
        state.batteryCritical = false
        return DeviceSnapshot(
            bridge: .hallway,
            device: Device(
                key: DeviceKey(type: .opener, id: NukiID(rawValue: 0x1E5F_E23A)), name: "Intercom", state: state),
            slug: "intercom", entities: [.lock, .ring, .batteryCritical], asked: .now)
    }
}

extension Device {
    /// The same device in another state.
    func told(_ number: Int) -> Device {
        var state = state
        state?.number = number
        return Device(key: key, name: name, firmware: firmware, state: state)
    }
}

extension LoopEvent {
    static func ring(_ device: DeviceSnapshot) -> LoopEvent { LoopEvent(.ring(device, at: .now)) }
    static func ringMissed(_ device: DeviceSnapshot) -> LoopEvent { LoopEvent(.ringMissed(device, at: .now)) }
    static func removed(_ device: DeviceSnapshot) -> LoopEvent { LoopEvent(.deviceRemoved(device)) }

    private init(_ kind: Kind) {
        self.init(at: .now, bridge: .hallway, bridgeName: "Hallway", kind: kind)
    }
}
