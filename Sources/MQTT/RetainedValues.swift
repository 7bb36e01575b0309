import NukiDomain

/// Everything that shall stand at the broker while a bridge is as it is.
struct RetainedValues: Sendable {
    let topics: Topics
    let form: DiscoveryForm
    var policy: CommandPolicy

    /// Descriptions first, then what they point to; the order in which a home automation wants them.
    func all(_ bridge: BridgeSnapshot) throws -> [(topic: String, payload: [UInt8])] {
        try descriptions(bridge) + values(bridge)
    }

    private func descriptions(_ bridge: BridgeSnapshot) throws -> [(topic: String, payload: [UInt8])] {
        try documents(bridge).flatMap { document in
            try document.messages(form, topics).map { ($0.topic, Array(try JSONText.line($0.payload).utf8)) }
        }
    }

    /// What a bridge and its devices are described by.
    func documents(_ bridge: BridgeSnapshot) -> [DiscoveryDocument] {
        [DiscoveryDocument(bridge, topics)]
            + bridge.devices.map { DiscoveryDocument($0, signal: bridge.signals[$0.key] != nil, topics, policy) }
    }

    private func values(_ bridge: BridgeSnapshot) throws -> [(topic: String, payload: [UInt8])] {
        let devices = try bridge.devices.map { device in
            let report = DeviceReport(device, signal: bridge.signals[device.key])
            return (topics.state(device), Array(try JSONText.line(report).utf8))
        }
        let isThere = bridge.state == "online" || bridge.state == "degraded"
        return [
            (topics.state(bridge.id), Array(try JSONText.line(BridgeReport(bridge)).utf8))
        ] + devices + [(topics.availability(bridge.id), Presence(isThere).bytes)]
    }
}

/// The two words that tell whether something is there.
enum Presence: String {
    case online, offline

    init(_ isThere: Bool) { self = isThere ? .online : .offline }

    var bytes: [UInt8] { Array(rawValue.utf8) }
}
