import NukiDomain

/// `lastKnownState`, and the answer to `/lockState`.
struct StateRecord: Decodable {
    let state: DeviceState

    private enum Key: CodingKey {
        case mode, state, batteryCritical, batteryCharging, batteryChargeState, keypadBatteryCritical
        case doorsensorState, ringactionTimestamp, timestamp
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        guard let number = fields.number(.state) else {
            throw DecodingError.dataCorruptedError(forKey: .state, in: fields, debugDescription: "no state number")
        }
        var state = DeviceState(mode: fields.number(.mode), number: number)
        state.batteryCritical = fields.flag(.batteryCritical)
        state.batteryCharging = fields.flag(.batteryCharging)
        state.batteryPercent = fields.number(.batteryChargeState)
        state.keypadBatteryCritical = fields.flag(.keypadBatteryCritical)
        state.door = fields.number(.doorsensorState).map(DoorState.init(number:))
        state.ring = fields.time(.ringactionTimestamp)
        state.read = fields.time(.timestamp)
        self.state = state
    }
}
