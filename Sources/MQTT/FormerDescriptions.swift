import NukiDomain

/// Knows where descriptions may stand that were made with other settings: nobody else takes them away.
struct FormerDescriptions: Sendable {
    private var seen: [BridgeID: [DeviceKey]] = [:]

    /// The topics of all that a bridge and its devices may have been described at, in any form and with anything allowed,
    /// whenever another device comes to be known.
    mutating func topics(_ bridge: BridgeSnapshot, _ values: RetainedValues) -> Set<String> {
        let devices = bridge.devices.map(\.key)
        guard seen.updateValue(devices, forKey: bridge.id) != devices else { return [] }
        // A lock that may not be commanded is described elsewhere than one that may be; all others lie between the two.
        let documents = [CommandLevel.none, .all].flatMap { level in
            var values = values
            values.policy = CommandPolicy(
                level, devices: Dictionary(devices.map { ($0.id, level) }) { first, _ in first })
            return values.documents(bridge)
        }
        return Set(
            documents.flatMap { document in
                DiscoveryForm.allCases.flatMap { document.messages($0, values.topics).map(\.topic) }
            })
    }
}
