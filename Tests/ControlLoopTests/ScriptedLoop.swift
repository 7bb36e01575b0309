import ControlLoop
import FoundationEssentials
import NukiDomain

/// A loop that knows what a test tells it and keeps the commands that it is given.
actor ScriptedLoop: StateReading, CommandSink {
    static let lock = DeviceKey(type: .smartLock, id: NukiID(rawValue: 0x21DF_943C))
    static let opener = DeviceKey(type: .opener, id: NukiID(rawValue: 0x1E5F_E23A))

    private var snapshots: [BridgeSnapshot]
    private(set) var commands: [DeviceCommand] = []
    private var outcome = CommandReport.Outcome.done

    /// One bridge with a lock and an opener.
    init(names: [String] = ["Hallway"]) {
        snapshots = names.enumerated().map { index, name in
            let id = BridgeID(rawValue: 0x1A2B_3C4D + UInt32(index))
            var bridge = BridgeSnapshot(id: id, name: name, endpoint: Self.endpoint)
            bridge.state = "online"
            bridge.firmware = "2.18.0"
            bridge.clockOffset = -3
            bridge.signals = [Self.lock: -61]
            bridge.devices = [
                Self.device(Self.lock, "Front door", id, "front_door", [.lock, .door, .battery]),
                Self.device(Self.opener, "Intercom", id, "intercom", [.lock, .ring]),
            ]
            return bridge
        }
    }

    static let endpoint = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)

    private static func device(
        _ key: DeviceKey, _ name: String, _ bridge: BridgeID, _ slug: String, _ entities: Set<DeviceEntity>
    ) -> DeviceSnapshot {
        var state = DeviceState(mode: 2, number: 1)
        if key == lock {
            state.door = .closed
            state.batteryPercent = 85
            state.batteryCritical = false
        }
        state.read = Date(timeIntervalSince1970: 1_787_391_080)
        return DeviceSnapshot(
            bridge: bridge, device: Device(key: key, name: name, state: state), slug: slug, entities: entities,
            asked: Date(timeIntervalSince1970: 1_787_391_082))
    }

    /// What every command comes to from now on.
    func answer(_ outcome: CommandReport.Outcome) { self.outcome = outcome }

    func bridges() -> [BridgeSnapshot] { snapshots }

    func bridge(_ id: BridgeID) -> BridgeSnapshot? { snapshots.first { $0.id == id } }

    func carryOut(_ command: DeviceCommand) -> CommandReport {
        commands.append(command)
        return CommandReport(command: command, outcome: outcome, took: .milliseconds(4210))
    }
}
