/// What somebody wants of a device, in the words of Home Assistant's actions.
public enum DeviceAction: Hashable, Sendable {
    /// Lock; on an opener: ring-to-open off, and continuous mode off.
    case lock
    /// Unlock, never the bridge's simple unlock; on an opener: ring-to-open on.
    case unlock
    /// Unlatch; on an opener: the electric strike.
    case open
    /// Unlock, wait, lock again; with `unlatch` the door opens.
    case lockNGo(unlatch: Bool)
    /// An opener's continuous mode.
    case continuousMode(Bool)

    /// The name in the HTTP API, on MQTT and in logs.
    public var name: String {
        switch self {
        case .lock: "lock"
        case .unlock: "unlock"
        case .open: "open"
        case .lockNGo: "lock_n_go"
        case .continuousMode: "set_continuous_mode"
        }
    }

    /// Whether a door can open by it at once, or at the next ring: needs a right of its own.
    public func opens(_ kind: DeviceKind) -> Bool {
        switch self {
        case .open, .lockNGo(unlatch: true), .continuousMode(true): true
        // Ring-to-open: whoever rings next is let in.
        case .unlock: kind == .opener
        case .lock, .lockNGo(unlatch: false), .continuousMode(false): false
        }
    }
}

/// A command with its sender: kept for the log, since every command has to be attributable.
public struct DeviceCommand: Hashable, Sendable {
    /// The bridge that lists the device.
    public var bridge: BridgeID
    /// The device.
    public var device: DeviceKey
    /// What it shall do.
    public var action: DeviceAction
    /// Who wants it.
    public var asker: Asker
    /// How old it may become before its first byte leaves: 10 s, or less where its sender says so.
    public var lifetime: Duration

    /// Be content when the bridge has taken it: its end is not waited for.
    public var nowait: Bool

    /// Puts the parts together.
    public init(
        bridge: BridgeID, device: DeviceKey, action: DeviceAction, asker: Asker, lifetime: Duration = .seconds(10),
        nowait: Bool = false
    ) {
        self.bridge = bridge
        self.device = device
        self.action = action
        self.asker = asker
        self.lifetime = lifetime
        self.nowait = nowait
    }

    /// Who can want something.
    public enum Asker: Hashable, Sendable, CustomStringConvertible {
        /// A user of this machine, by the socket's peer credentials.
        case user(UInt32)
        /// An API token, by its name.
        case token(String)
        /// Whoever may publish to this MQTT topic.
        case topic(String)

        /// For logs: `user 1000`, `token phone`, `MQTT keyturn/…/set`; not made safe for a terminal.
        public var description: String {
            switch self {
            case .user(let id): "user \(id)"
            case .token(let name): "token \(name)"
            case .topic(let topic): "MQTT \(topic)"
            }
        }
    }
}
