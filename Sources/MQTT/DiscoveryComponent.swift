/// One entity as Home Assistant's MQTT discovery describes it; the keys are its abbreviations.
struct DiscoveryComponent: Hashable, Sendable {
    /// What tells it from the others of its device: `battery_critical`.
    let key: String
    /// The platform: `lock`, `sensor`.
    let platform: String
    /// What the platform needs.
    var fields: [String: ConfigValue]

    /// - Parameter name: nil for the device's main feature, which goes by the device's name.
    init(_ key: String, _ platform: String, name: String?, _ fields: [String: ConfigValue]) {
        self.key = key
        self.platform = platform
        self.fields = fields
        self.fields["name"] = name.map { .text($0) } ?? .null
    }

    /// One that is about the device and not about the door.
    func asDiagnostic() -> DiscoveryComponent {
        var component = self
        component.fields["ent_cat"] = "diagnostic"
        return component
    }
}
