import NukiDomain

/// Devices that have been moving for too long by what the bridge says, whose cache may be stuck (homebridge-nb #132).
struct StuckDevices: Sendable {
    /// No motion takes so long.
    private static let longestMotion = Duration.seconds(60)

    private var moving: [DeviceKey: (since: Duration, isAsked: Bool)] = [:]

    /// Takes what a list says, with the time since boot.
    mutating func take(_ devices: [DeviceSnapshot], at uptime: Duration) {
        let keys = devices.filter { $0.device.state?.isMoving == true }.map(\.key)
        moving = Dictionary(uniqueKeysWithValues: keys.map { ($0, moving[$0] ?? (uptime, false)) })
    }

    /// The first device to ask by itself, once for each time that it is stuck.
    func next(at uptime: Duration) -> DeviceKey? {
        moving.first { !$0.value.isAsked && uptime - $0.value.since >= Self.longestMotion }?.key
    }

    /// It was asked, or must not be.
    mutating func settle(_ key: DeviceKey) { moving[key]?.isAsked = true }
}
