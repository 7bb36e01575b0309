import NukiDomain

/// Knows where descriptions stand that were made in another form, before somebody changed the settings: nobody else takes
/// them away.
struct FormerDescriptions: Sendable {
    private let forms: [DiscoveryForm]
    private var seen: [BridgeID: [DeviceKey]] = [:]

    /// - Parameter form: the one that counts now.
    init(besides form: DiscoveryForm) {
        forms = DiscoveryForm.allCases.filter { $0 != form }
    }

    /// The topics of those that a bridge and its devices may have, whenever another device comes to be known.
    mutating func topics(_ bridge: BridgeSnapshot, _ values: RetainedValues) -> [String] {
        let devices = bridge.devices.map(\.key)
        guard seen.updateValue(devices, forKey: bridge.id) != devices else { return [] }
        return values.documents(bridge).flatMap { document in
            forms.flatMap { document.messages($0, values.topics).map(\.topic) }
        }
    }
}
