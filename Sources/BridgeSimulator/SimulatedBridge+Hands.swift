public import NukiDomain

/// What people do to a bridge and its devices; each is an order of the control port too, see ``BridgeControl``.
extension SimulatedBridge {
    /// Presses the button on the front; false when no `/auth` is waiting for it, and then the press is lost.
    @discardableResult
    public func pressButton() async -> Bool {
        await firmware.pressButton()
    }

    /// Finds a device by its name or by 8 hex digits.
    public func device(named name: String) async throws(ControlError) -> DeviceKey {
        try await firmware.device(named: name)
    }

    /// Rings the bell of an opener, which opens if ring-to-open or continuous mode is on.
    ///
    /// The flag of the ring stays up for 30 seconds of the bridge's clock, which is not scaled.
    @discardableResult
    public func ring(_ device: DeviceKey) async throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try await firmware.ring(device)
    }

    /// Opens or shuts a door that has a sensor.
    ///
    /// - Parameter state: 2 closed, 3 open, or another number that the sensor can say.
    @discardableResult
    public func setDoor(
        of device: DeviceKey, to state: Int
    ) async throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try await firmware.setDoor(device, to: state)
    }

    /// Blocks the motor of a lock: a movement that is under way ends at once, else the next one ends half way.
    @discardableResult
    public func jam(_ device: DeviceKey) async throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try await firmware.jam(device)
    }

    /// Sets the battery.
    ///
    /// - Parameter percent: of locks alone; nil leaves it as it is.
    /// - Parameter isCritical: nil leaves it as it is; the percentage does not change it.
    @discardableResult
    public func setBattery(
        of device: DeviceKey, percent: Int? = nil, isCritical: Bool? = nil
    ) async throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try await firmware.setBattery(device, percent: percent, isCritical: isCritical)
    }

    /// Turns a device by hand, at once and without its motor.
    ///
    /// - Parameter state: a number of the kind of device.
    @discardableResult
    public func turn(_ device: DeviceKey, to state: Int) async throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try await firmware.turn(device, to: state)
    }

    /// Sets the bridge's clock ahead of the right time; a negative number makes it slow.
    public func setClock(ahead seconds: Int) async {
        await firmware.setClock(ahead: seconds)
    }

    /// Lets the bridge take connections and not answer for a time, which is scaled by the speed; zero ends it.
    ///
    /// Requests that came meanwhile are answered afterwards.
    public func freeze(for duration: Duration) async {
        await firmware.freeze(for: duration)
    }

    /// Switches the bridge off and on: it refuses connections for 30 s, scaled by the speed, and its uptime begins anew.
    ///
    /// Returns once the port is closed.
    public func reboot() async {
        await presence.restart()
    }

    /// Lets the bridge listen elsewhere, as after a new DHCP lease, and no longer where it did.
    ///
    /// - Parameter host: an address of this machine; nil to stay at this one.
    /// - Parameter port: 0 for any that is free, nil for the same.
    @discardableResult
    public func move(host: Host? = nil, port: UInt16? = nil) async throws(SimulatorError) -> Endpoint {
        try await presence.move(host: host, port: port)
    }

    /// Takes these faults in place of all others; `Faults()` lifts them.
    public func suffer(_ faults: Faults) async {
        await presence.suffer(faults)
    }
}
