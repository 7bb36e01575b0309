import NukiDomain

extension DiscoveryDocument {
    /// Describes a bridge, which the devices behind it refer to.
    init(_ bridge: BridgeSnapshot, _ topics: Topics) {
        id = Self.id(of: bridge.id)
        availability = .list([.object(["t": .text(topics.status)])])
        var about: [String: ConfigValue] = [
            "ids": .list([.text(id)]), "name": .text(bridge.name), "mf": .text(Self.maker), "mdl": "Bridge",
            "sn": .text(bridge.id.description),
        ]
        about["sw"] = bridge.firmware.map { .text($0) }
        device = about
        let state = topics.state(bridge.id)
        func value(_ key: String, _ name: String, _ more: [String: ConfigValue]) -> DiscoveryComponent {
            let fields = more.merging(["stat_t": .text(state), "val_tpl": .text("{{ value_json.\(key) }}")]) { $1 }
            return DiscoveryComponent(key, "sensor", name: name, fields).asDiagnostic()
        }
        components = [
            DiscoveryComponent(
                "connectivity", "binary_sensor", name: "Connectivity",
                [
                    "stat_t": .text(topics.availability(bridge.id)), "dev_cla": "connectivity", "pl_on": "online",
                    "pl_off": "offline",
                ]
            ).asDiagnostic(),
            value("uptime", "Uptime", ["dev_cla": "duration", "unit_of_meas": "s"]),
            value("clock_offset", "Clock offset", ["unit_of_meas": "s", "stat_cla": "measurement"]),
            value("callback", "Callback", [:]),
            value("callbacks_heard", "Callbacks heard", ["stat_cla": "total_increasing"]),
        ]
    }

    /// The id that a bridge is described under.
    static func id(of bridge: BridgeID) -> String { "keyturn_bridge_\(bridge)" }
}
