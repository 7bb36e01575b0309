/// Everything the control loop knows of one bridge at a moment.
public struct BridgeSnapshot: Hashable, Sendable {
    /// Its hardware id.
    public var id: BridgeID
    /// The name in its entry.
    public var name: String
    /// Where it is asked.
    public var endpoint: Endpoint
    /// How things stand, in one word: `connecting`, `online`, `degraded`, `unreachable`, `refused`, `replaced`, `moving`.
    public var state: String
    /// Its firmware; nil before it said so.
    public var firmware: String?
    /// Seconds since it started, when it was last asked; nil before.
    public var uptime: Int?
    /// Seconds by which its clock is ahead of ours; nil before it said so.
    public var clockOffset: Int?
    /// How its callbacks stand, in one word: `off`, `none`, `registered`, `proved`, `silent`, `full`.
    public var callback: String
    /// Callbacks that were taken from it.
    public var callbacksHeard: Int
    /// The longest that a poll of it began after it was due.
    public var mostLate: Duration
    /// Signal strength in dBm of each of its devices in range.
    public var signals: [DeviceKey: Int]
    /// Its devices, in its own order, without those that are ignored.
    public var devices: [DeviceSnapshot]

    /// Begins with nothing known.
    public init(id: BridgeID, name: String, endpoint: Endpoint) {
        self.id = id
        self.name = name
        self.endpoint = endpoint
        state = "connecting"
        callback = "off"
        callbacksHeard = 0
        mostLate = .zero
        signals = [:]
        devices = []
    }
}

/// Knows the state of all bridges, for whoever shows or publishes it.
public protocol StateReading: Sendable {
    /// All of it, in the order of the entries.
    func bridges() async -> [BridgeSnapshot]
    /// What is known of one bridge; nil of one that is not configured.
    func bridge(_ id: BridgeID) async -> BridgeSnapshot?
}
