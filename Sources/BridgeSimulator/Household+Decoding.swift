public import NukiDomain

extension Household {
    /// Reads a household file (`man keyturn-simulate`, "HOUSEHOLD"); unknown keys are refused by name.
    public init(parsing json: [UInt8]) throws(JSONFault) {
        self = try JSONText.fromOwnFile(Household.self, json)
    }
}

extension Household: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case id, announced_id, server_id, firmware, wifi_firmware, token, mac, clock_offset, auth_enabled, devices,
            faults
    }

    /// Reads a household; what it leaves out is as ``init(id:serverID:firmware:…)`` has it.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try fields.readText(.id) { BridgeID(hex: $0) },
            serverID: try fields.readText(.server_id) { BridgeID(hex: $0) },
            firmware: try fields.decodeIfPresent(String.self, forKey: .firmware) ?? Self.newestFirmware,
            wifiFirmware: try fields.decodeIfPresent(String.self, forKey: .wifi_firmware) ?? Self.newestWifiFirmware,
            // Which rule a text breaks is plain from the file; the fault carries no part of it.
            token: try fields.readText(.token) { try? BridgeToken(parsing: $0) },
            mac: try fields.readText(.mac) { MACAddress($0) },
            clockOffset: try fields.readIfPresent(.clock_offset) { Self.clockOffsets.contains($0) ? $0 : nil } ?? 0,
            isAuthEnabled: try fields.decodeIfPresent(Bool.self, forKey: .auth_enabled) ?? true,
            devices: try fields.decode([HouseholdDevice].self, forKey: .devices))
        announcedID = try fields.readTextIfPresent(.announced_id) { BridgeID(hex: $0) } ?? id
        faults = try fields.decodeIfPresent(Faults.self, forKey: .faults) ?? faults
        var keys: Set<DeviceKey> = []
        guard let twice = devices.firstIndex(where: { !keys.insert($0.key).inserted }) else { return }
        throw JSONFault(.badValue, path: "devices[\(twice)].id")
    }
}

extension HouseholdDevice: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case type, id, name, firmware, mode, state, door_sensor, battery, battery_critical, battery_charging
        case keypad_battery_critical, last_ring, outside
    }

    /// Reads a device; numbers that no bridge sends are refused.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        let type: DeviceType = try fields.read(.type) {
            [.smartLock, .opener, .smartDoor, .smartLock3].contains(DeviceType(rawValue: $0))
                ? DeviceType(rawValue: $0) : nil
        }
        let id: NukiID = try fields.readText(.id) { BridgeID(hex: $0).map { NukiID(rawValue: $0.rawValue) } }
        let states = WireNames.states(of: type.kind)
        self.init(
            key: DeviceKey(type: type, id: id), name: try fields.decode(String.self, forKey: .name),
            firmware: try fields.decodeIfPresent(String.self, forKey: .firmware),
            state: try fields.read(.state) { states.keys.contains($0) ? $0 : nil })
        mode = try fields.readIfPresent(.mode) { $0 == 2 || $0 == 3 && type.kind == .opener ? $0 : nil } ?? mode
        doorSensor = try fields.readIfPresent(.door_sensor) { WireNames.doorStates.keys.contains($0) ? $0 : nil }
        battery = try fields.readIfPresent(.battery) { (0...100).contains($0) ? $0 : nil } ?? battery
        isBatteryCritical = try fields.decodeIfPresent(Bool.self, forKey: .battery_critical) ?? isBatteryCritical
        isBatteryCharging = try fields.decodeIfPresent(Bool.self, forKey: .battery_charging) ?? isBatteryCharging
        isKeypadBatteryCritical = try fields.decodeIfPresent(Bool.self, forKey: .keypad_battery_critical)
        lastRing = try fields.readTextIfPresent(.last_ring) { WireTime.date($0) }
        outside = try fields.readIfPresent(.outside) { DoorOutside(rawValue: $0) } ?? outside
    }
}
