import FoundationEssentials

/// What a bridge learns when it reads a device.
struct DeviceReading: Sendable {
    /// Name, battery, door and ring.
    let plan: HouseholdDevice
    /// Mode and state.
    let condition: Condition
    /// When it was so, by the bridge's clock.
    let time: Date
}
