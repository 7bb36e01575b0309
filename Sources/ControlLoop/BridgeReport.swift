public import NukiDomain

/// A bridge with its devices as `status --json` and the HTTP API show it; members without a value are left out.
public struct BridgeReport: Hashable, Sendable, Codable {
    /// Its hardware id.
    public let id: BridgeID
    /// What its owner calls it.
    public let name: String
    /// How things stand with it, in one word.
    public let state: String
    /// Where it is asked.
    public let host: String
    /// The TCP port there.
    public let port: UInt16
    /// Its firmware.
    public let firmware: String?
    /// Seconds since it started.
    public let uptime: Int?
    /// Seconds by which its clock is ahead of ours.
    public let clockOffset: Int?
    /// How its callbacks stand, in one word; nil where no loop runs.
    public let callback: String?
    /// Callbacks that were taken from it; nil where no loop runs.
    public let callbacksHeard: Int?
    /// Its devices in its own order.
    public let devices: [DeviceReport]

    private enum CodingKeys: String, CodingKey {
        case id, name, state, host, port, firmware, uptime, callback, devices
        case clockOffset = "clock_offset"
        case callbacksHeard = "callbacks_heard"
    }

    /// Shows what is known of a bridge.
    ///
    /// - Parameter isServed: a loop knows it, and with it how its callbacks stand.
    public init(_ snapshot: BridgeSnapshot, isServed: Bool = true) {
        id = snapshot.id
        name = snapshot.name
        state = snapshot.state
        host = snapshot.endpoint.host.description
        port = snapshot.endpoint.port.rawValue
        firmware = snapshot.firmware
        uptime = snapshot.uptime
        clockOffset = snapshot.clockOffset
        callback = isServed ? snapshot.callback : nil
        callbacksHeard = isServed ? snapshot.callbacksHeard : nil
        devices = snapshot.devices.map(DeviceReport.init)
    }
}

/// The whole of what `status --json` prints and `GET /v1/bridges` answers.
public struct StatusReport<Bridge: Encodable>: Encodable {
    private let schema = 1
    private let bridges: [Bridge]

    /// In the order of the entries.
    public init(bridges: [Bridge]) {
        self.bridges = bridges
    }
}
