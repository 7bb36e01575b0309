public import FoundationEssentials
public import NukiDomain

/// What really is and really was asked: for tests and for `/_control/truth`.
///
///     {"requests":[{"method":"GET","path":"/list","sign_in":"encrypted","status":200,"time":"2026-08-22T09:31:22Z",
///                   "stamp_ahead":-1,"plain_token":false}],
///      "request_count":1,"lock_actions":0,"clock_offset":0,
///      "callbacks":{"urls":["http://…"],"sent":2,"failed":0},
///      "devices":[{"type":0,"id":"21DF943C","name":"Front door","mode":2,"state":1,"door":2,"battery":85,
///                  "battery_critical":false}]}
///
/// A request is there once it is answered. `sign_in` and `stamp_ahead` are absent where there was none; `door` and
/// `last_ring` where a device has none.
public struct SimulatedTruth: Hashable, Sendable {
    /// The newest requests, oldest first; at most ``kept``.
    public let requests: [ServedRequest]
    /// All requests there were.
    public let requestCount: Int
    /// Requests to `/lockAction`, `/lock` and `/unlock`, whatever was answered.
    public let lockActions: Int
    /// Seconds by which the bridge's clock is ahead.
    public let clockOffset: Int
    /// What became of changes.
    public let callbacks: CallbackTruth
    /// Every device as it is now.
    public let devices: [DeviceTruth]

    /// How many requests are remembered.
    public static let kept = 1000

    /// Callbacks so far.
    public struct CallbackTruth: Hashable, Sendable, Encodable {
        /// The addresses that are registered, in order.
        public internal(set) var urls: [String] = []
        /// Posts that were answered.
        public internal(set) var sent = 0
        /// Posts that were refused, broken off, or not answered in time.
        public internal(set) var failed = 0
    }

    /// One device.
    public struct DeviceTruth: Hashable, Sendable {
        /// Type and id.
        public let key: DeviceKey
        /// The name its owner gave it.
        public let name: String
        /// 2, or 3 for an opener in continuous mode.
        public let mode: Int
        /// The state's number.
        public let state: Int
        /// The door sensor's number; nil without one.
        public let door: Int?
        /// Charge in percent.
        public let battery: Int
        /// The battery is nearly empty.
        public let isBatteryCritical: Bool
        /// When the bell last rang.
        public let lastRing: Date?

        init(_ plan: HouseholdDevice, _ condition: Condition) {
            key = plan.key
            name = plan.name
            mode = condition.mode
            state = condition.state
            door = plan.doorSensor
            battery = plan.battery
            isBatteryCritical = plan.isBatteryCritical
            lastRing = plan.lastRing
        }
    }
}

extension SimulatedTruth: Encodable {
    private enum CodingKeys: String, CodingKey {
        case requests, callbacks, devices
        case requestCount = "request_count"
        case lockActions = "lock_actions"
        case clockOffset = "clock_offset"
    }

    /// The shape shown above.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(requests.map(WholeRequest.init), forKey: .requests)
        try container.encode(requestCount, forKey: .requestCount)
        try container.encode(lockActions, forKey: .lockActions)
        try container.encode(clockOffset, forKey: .clockOffset)
        try container.encode(callbacks, forKey: .callbacks)
        try container.encode(devices, forKey: .devices)
    }

    /// A request with what the printed line leaves out.
    private struct WholeRequest: Encodable {
        let request: ServedRequest

        func encode(to encoder: any Encoder) throws {
            try request.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(request.time, forKey: .time)
            try container.encodeIfPresent(request.stampAhead, forKey: .stampAhead)
            try container.encode(request.hasPlainToken, forKey: .hasPlainToken)
        }

        private enum CodingKeys: String, CodingKey {
            case time
            case stampAhead = "stamp_ahead"
            case hasPlainToken = "plain_token"
        }
    }
}

extension SimulatedTruth.DeviceTruth: Encodable {
    private enum CodingKeys: String, CodingKey {
        case type, id, name, mode, state, door, battery
        case isBatteryCritical = "battery_critical"
        case lastRing = "last_ring"
    }

    /// The id in hex, as in a household file.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key.type.rawValue, forKey: .type)
        try container.encode(key.id.description, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(mode, forKey: .mode)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(door, forKey: .door)
        try container.encode(battery, forKey: .battery)
        try container.encode(isBatteryCritical, forKey: .isBatteryCritical)
        try container.encodeIfPresent(lastRing, forKey: .lastRing)
    }
}
