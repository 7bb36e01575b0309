import NukiDomain

/// How devices are described to Home Assistant.
public enum DiscoveryForm: String, Hashable, Sendable, CaseIterable {
    /// One document a device, which Home Assistant knows since the end of 2024.
    case device
    /// One document an entity, for older ones and for others that copy its discovery.
    case component
    /// Not at all.
    case off
}

/// A device with its entities, as Home Assistant's MQTT discovery wants it described.
struct DiscoveryDocument: Hashable, Sendable {
    /// Unique among everything that is described anywhere: `keyturn_21DF943C`.
    let id: String
    let device: [String: ConfigValue]
    let availability: ConfigValue
    let components: [DiscoveryComponent]

    /// The retained messages that describe it.
    func messages(_ form: DiscoveryForm, _ topics: Topics) -> [(topic: String, payload: ConfigValue)] {
        switch form {
        case .off: []
        case .device: [(topics.discovery("device", id), whole)]
        case .component:
            components.map { component in
                (topics.discovery(component.platform, uniqueID(component)), single(component))
            }
        }
    }

    private var whole: ConfigValue {
        let parts = components.map { component in
            var fields = identified(component)
            fields["p"] = .text(component.platform)
            return (component.key, ConfigValue.object(fields))
        }
        return .object(
            common.merging(["cmps": .object(Dictionary(parts) { first, _ in first })]) { first, _ in first })
    }

    private func single(_ component: DiscoveryComponent) -> ConfigValue {
        .object(common.merging(identified(component)) { _, own in own })
    }

    private var common: [String: ConfigValue] {
        [
            "dev": .object(device), "o": .object(["name": "keyturn"]), "avty": availability, "avty_mode": "all",
        ]
    }

    private func identified(_ component: DiscoveryComponent) -> [String: ConfigValue] {
        component.fields.merging(["uniq_id": .text(uniqueID(component))]) { own, _ in own }
    }

    private func uniqueID(_ component: DiscoveryComponent) -> String { "\(id)_\(component.key)" }
}
