import NukiDomain

/// What stands at a bridge's `state` topic: one JSON object.
struct BridgeReport: Encodable {
    private let bridge: BridgeSnapshot

    init(_ bridge: BridgeSnapshot) {
        self.bridge = bridge
    }

    private enum CodingKeys: String, CodingKey {
        case name, state, host, firmware, uptime, callback
        case clockOffset = "clock_offset"
        case callbacksHeard = "callbacks_heard"
    }

    /// Null is what the bridge has not said yet.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bridge.name, forKey: .name)
        try container.encode(bridge.state, forKey: .state)
        try container.encode(bridge.endpoint.host.description, forKey: .host)
        try container.encodeIfPresent(bridge.firmware, forKey: .firmware)
        try container.encode(bridge.uptime, forKey: .uptime)
        try container.encode(bridge.clockOffset, forKey: .clockOffset)
        try container.encode(bridge.callback, forKey: .callback)
        try container.encode(bridge.callbacksHeard, forKey: .callbacksHeard)
    }
}
