public import NukiDomain

/// What may be commanded by MQTT.
public enum CommandLevel: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Locking, and what ends an opener's readiness to open.
    case lock
    /// Unlocking and lock'n'go too, and an opener's ring-to-open.
    case lockAndUnlock = "lock+unlock"
    /// Whatever a device can do; opening only where the device is named for it.
    case all
}

/// Who may open: the level for all devices, and those of single ones.
public struct CommandPolicy: Hashable, Sendable {
    private let level: CommandLevel
    private let devices: [NukiID: CommandLevel]

    /// - Parameters:
    ///   - level: for every device without one of its own; none where the broker cannot tell its clients apart.
    ///   - devices: their own levels; ``CommandLevel/all`` here is what lets a door be opened.
    public init(_ level: CommandLevel, devices: [NukiID: CommandLevel], on broker: Broker) {
        self.init(broker.knowsItsClients ? level : .none, devices: broker.knowsItsClients ? devices : [:])
    }

    /// One of any broker: for descriptions only, never for what is carried out.
    init(_ level: CommandLevel, devices: [NukiID: CommandLevel]) {
        self.level = level
        self.devices = devices
    }

    /// Whether a device may be told so.
    public func permits(_ action: DeviceAction, for device: NukiID) -> Bool {
        let level = devices[device] ?? level
        return switch action {
        case .lock, .continuousMode(false): level != .none
        case .unlock, .lockNGo(unlatch: false): level == .lockAndUnlock || level == .all
        case .open, .lockNGo(unlatch: true), .continuousMode(true): devices[device] == .all
        }
    }
}
