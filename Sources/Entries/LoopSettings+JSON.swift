import NukiDomain

extension LoopSettings: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case follow, callback, http, mqtt, sources, interfaces, log, devices
        case pollSeconds = "poll_seconds"
        case requestGapSeconds = "request_gap_seconds"
        case lockStateBudget = "lock_state_budget"
    }

    /// Reads what is there; refuses unknown keys, numbers out of bounds and words that mean nothing.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        self.init()
        let container = try decoder.container(keyedBy: Key.self)
        pollSeconds = try container.number(.pollSeconds, in: 10...600) ?? pollSeconds
        requestGapSeconds = try container.number(.requestGapSeconds, in: 0.5...Self.longestGap) ?? requestGapSeconds
        lockStateBudget = try container.whole(.lockStateBudget, in: 0...48) ?? lockStateBudget
        follow = try container.decodeIfPresent(Bool.self, forKey: .follow) ?? follow
        callback = try container.decodeIfPresent(Callback.self, forKey: .callback) ?? callback
        http = try container.decodeIfPresent(HTTP.self, forKey: .http) ?? http
        mqtt = try container.decodeIfPresent(MQTT.self, forKey: .mqtt) ?? mqtt
        sources = try container.sources(.sources) ?? sources
        interfaces = try container.decodeIfPresent([String].self, forKey: .interfaces) ?? interfaces
        log = try container.choice(.log) ?? log
        guard container.contains(.devices) else { return }
        devices = try container.devices(.devices) { try $0.decodeIfPresent(Device.self, forKey: $1) }
    }
}

extension LoopSettings.Device: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case name, ignore, open
    }

    /// Reads what is there, and leaves the rest as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        self.init()
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.word(.name)
        ignore = try container.decodeIfPresent(Bool.self, forKey: .ignore) ?? ignore
        open = try container.decodeIfPresent(Bool.self, forKey: .open) ?? open
    }
}
