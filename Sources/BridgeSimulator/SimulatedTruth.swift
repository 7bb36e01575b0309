public import NukiDomain

/// What really is and really was asked: for tests and for `/_control/truth`.
public struct SimulatedTruth: Hashable, Sendable, Encodable {
    /// The newest requests, oldest first; at most ``kept``.
    public internal(set) var requests: [ServedRequest] = []
    /// Requests to `/lockAction`, `/lock` and `/unlock`, whatever was answered.
    public internal(set) var lockActions = 0
    /// Every device as it is now.
    public internal(set) var devices: [DeviceTruth] = []

    /// How many requests are remembered.
    public static let kept = 1000

    private enum CodingKeys: String, CodingKey {
        case requests, devices
        case lockActions = "lock_actions"
    }

    /// One device.
    public struct DeviceTruth: Hashable, Sendable, Encodable {
        /// Type and id.
        public let key: DeviceKey
        /// The name its owner gave it.
        public let name: String
        /// 2, or 3 for an opener in continuous mode.
        public let mode: Int
        /// The state's number.
        public let state: Int

        init(_ plan: HouseholdDevice, _ condition: Condition) {
            key = plan.key
            name = plan.name
            mode = condition.mode
            state = condition.state
        }

        /// The id in hex, as in a household file.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(key.type.rawValue, forKey: .type)
            try container.encode(key.id.description, forKey: .id)
            try container.encode(name, forKey: .name)
            try container.encode(mode, forKey: .mode)
            try container.encode(state, forKey: .state)
        }

        private enum CodingKeys: String, CodingKey {
            case type, id, name, mode, state
        }
    }

    mutating func add(_ request: ServedRequest, isLockAction: Bool) {
        if requests.count == Self.kept { requests.removeFirst() }
        requests.append(request)
        if isLockAction { lockActions += 1 }
    }
}
