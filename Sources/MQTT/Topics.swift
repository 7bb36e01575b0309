import NukiDomain

/// Where everything is published: below one base topic a site, and below Home Assistant's prefix.
///
///     BASE/status                      online, or by our last will offline
///     BASE/BRIDGE/availability         whether the bridge answers
///     BASE/BRIDGE/state                the bridge itself
///     BASE/BRIDGE/event                everything that happens with it and its devices
///     BASE/BRIDGE/DEVICE/state         one device
///     BASE/BRIDGE/DEVICE/event         its bell
///     BASE/BRIDGE/DEVICE/set           commands for it
struct Topics: Hashable, Sendable {
    /// No slash at its end, no wildcard in it.
    let base: String
    /// Home Assistant's own, `homeassistant` unless its owner changed it.
    let prefix: String

    /// Whether this program is there.
    var status: String { "\(base)/status" }
    /// Where Home Assistant says that it has come back.
    var birth: String { "\(prefix)/status" }
    /// All commands.
    var commands: String { "\(base)/+/+/set" }

    func availability(_ bridge: BridgeID) -> String { "\(base)/\(bridge)/availability" }
    func state(_ bridge: BridgeID) -> String { "\(base)/\(bridge)/state" }
    func events(_ bridge: BridgeID) -> String { "\(base)/\(bridge)/event" }
    func state(_ device: DeviceSnapshot) -> String { "\(base)/\(device.bridge)/\(device.key.id)/state" }
    func bell(_ bridge: BridgeID, _ device: NukiID) -> String { "\(base)/\(bridge)/\(device)/event" }
    func command(_ device: DeviceSnapshot) -> String { "\(base)/\(device.bridge)/\(device.key.id)/set" }

    /// Where Home Assistant looks for the description of a device or of one entity.
    func discovery(_ component: String, _ id: String) -> String { "\(prefix)/\(component)/\(id)/config" }
}
