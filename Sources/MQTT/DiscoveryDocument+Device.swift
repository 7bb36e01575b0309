import NukiDomain

extension DiscoveryDocument {
    /// Describes a device: what it was seen to have, and of its actions those that may be commanded.
    ///
    /// - Parameter signal: the bridge tells how well it hears the device.
    init(_ device: DeviceSnapshot, signal: Bool, _ topics: Topics, _ policy: CommandPolicy) {
        let key = device.key
        id = "keyturn_\(key.id)"
        availability = .list([topics.status, topics.availability(device.bridge)].map { .object(["t": .text($0)]) })
        var about: [String: ConfigValue] = [
            "ids": .list([.text(id)]), "name": .text(device.device.name), "mf": .text(Self.maker),
            "mdl": .text(key.type.model), "sn": .text(key.id.description),
            "via_device": .text(Self.id(of: device.bridge)),
        ]
        about["sw"] = device.device.firmware.map { .text($0) }
        self.device = about
        let values = DeviceValues(topic: topics.state(device))
        components =
            [values.lock(device, topics, policy)]
            + DeviceEntity.allCases.filter(device.entities.contains).compactMap(values.component)
            + (signal ? [values.signal] : []) + Self.bell(device, topics) + Self.actions(device, topics, policy)
    }

    static let maker = "Nuki Home Solutions GmbH"

    private static func bell(_ device: DeviceSnapshot, _ topics: Topics) -> [DiscoveryComponent] {
        guard device.device.kind == .opener else { return [] }
        return [
            DiscoveryComponent(
                "bell", "event", name: "Bell",
                [
                    "dev_cla": "doorbell", "evt_typ": .list(["ring"]),
                    "stat_t": .text(topics.bell(device.bridge, device.key.id)),
                ])
        ]
    }

    private static func actions(
        _ device: DeviceSnapshot, _ topics: Topics, _ policy: CommandPolicy
    ) -> [DiscoveryComponent] {
        let offered: [(CommandWord, String, String)] =
            switch device.device.kind {
            case .lock:
                [
                    (.lockNGo, "lock_n_go", "Lock 'n' Go"),
                    (.lockNGoUnlatch, "lock_n_go_unlatch", "Lock 'n' Go with unlatch"),
                ]
            case .opener:
                [
                    (.continuousOn, "continuous_on", "Continuous mode on"),
                    (.continuousOff, "continuous_off", "Continuous mode off"),
                ]
            }
        return offered.filter { policy.permits($0.0.action, for: device.key.id) }.map { word, key, name in
            DiscoveryComponent(
                key, "button", name: name,
                ["cmd_t": .text(topics.command(device)), "pl_prs": .text(word.rawValue)])
        }
    }
}

/// The entities that read one device's `state` topic.
private struct DeviceValues {
    let topic: String

    private func fields(_ key: String, _ more: [String: ConfigValue]) -> [String: ConfigValue] {
        more.merging(["stat_t": .text(topic), "val_tpl": .text("{{ value_json.\(key) }}")]) { own, _ in own }
    }

    /// A lock that can be told something, or a sensor of its state where nothing may be commanded.
    func lock(_ device: DeviceSnapshot, _ topics: Topics, _ policy: CommandPolicy) -> DiscoveryComponent {
        let id = device.key.id
        guard policy.permits(.lock, for: id) else {
            return DiscoveryComponent("lock", "sensor", name: nil, fields("state", [:]))
        }
        var commands: [String: ConfigValue] = [
            "cmd_t": .text(topics.command(device)), "pl_lock": .text(CommandWord.lock.rawValue),
            "pl_unlk": .text(CommandWord.unlock.rawValue),
        ]
        if policy.permits(.open, for: id) { commands["pl_open"] = .text(CommandWord.open.rawValue) }
        return DiscoveryComponent("lock", "lock", name: nil, fields("lock", commands))
    }

    /// How well the bridge hears the device.
    var signal: DiscoveryComponent {
        DiscoveryComponent(
            "signal", "sensor", name: "Signal strength",
            fields("signal", ["dev_cla": "signal_strength", "unit_of_meas": "dBm", "stat_cla": "measurement"])
        ).asDiagnostic()
    }

    /// Nil for the lock, which is not only read.
    func component(_ entity: DeviceEntity) -> DiscoveryComponent? {
        switch entity {
        case .lock: nil
        case .door:
            DiscoveryComponent(
                "door", "binary_sensor", name: "Door",
                fields("door", ["dev_cla": "door", "pl_on": "open", "pl_off": "closed"]))
        case .ring: flag("ring", "Ring", ["off_dly": .number(30)])
        case .batteryCritical: flag("battery_critical", "Battery critical", ["dev_cla": "battery"]).asDiagnostic()
        case .batteryCharging:
            flag("battery_charging", "Battery charging", ["dev_cla": "battery_charging"]).asDiagnostic()
        case .keypadBatteryCritical:
            flag("keypad_battery_critical", "Keypad battery critical", ["dev_cla": "battery"]).asDiagnostic()
        case .battery:
            DiscoveryComponent(
                "battery", "sensor", name: "Battery",
                fields("battery", ["dev_cla": "battery", "unit_of_meas": "%", "stat_cla": "measurement"])
            ).asDiagnostic()
        }
    }

    /// JSON's true and false, as a template prints them.
    private func flag(_ key: String, _ name: String, _ more: [String: ConfigValue]) -> DiscoveryComponent {
        DiscoveryComponent(
            key, "binary_sensor", name: name,
            fields(key, more.merging(["pl_on": "True", "pl_off": "False"]) { own, _ in own }))
    }
}

extension DeviceType {
    /// The name on the box.
    fileprivate var model: String {
        switch self {
        case .smartLock: "Smart Lock"
        case .opener: "Opener"
        case .smartDoor: "Smart Door"
        case .smartLock3: "Smart Lock 3.0"
        default: "Type \(rawValue)"
        }
    }
}
