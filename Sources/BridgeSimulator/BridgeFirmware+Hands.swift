import FoundationEssentials
import NukiDomain

/// What people do to a bridge and its devices without asking it over HTTP.
extension BridgeFirmware {
    /// Presses the button; false when nothing waits for it.
    func pressButton() -> Bool {
        buttonWindow?.press()
        return buttonWindow != nil
    }

    /// Finds a device by its name or by 8 hex digits.
    func device(named name: String) throws(ControlError) -> DeviceKey {
        let keys = devices.map(\.plan).filter { $0.name == name || "\($0.key.id)" == name.uppercased() }.map(\.key)
        guard let key = keys.first else { throw .noDevice(name) }
        guard keys.count == 1 else { throw .severalDevices(name) }
        return key
    }

    /// Rings the bell.
    func ring(_ key: DeviceKey) throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try change(key) { device, now throws(ControlError) in
            guard key.type.kind == .opener else { throw .hasNo(.bell, device.plan.name) }
            device.change { $0.lastRing = now.bridgeTime }
            if let motion = Motion(ringAt: device.condition(at: now)) {
                _ = device.begin(motion, at: now, scaled: time.scaled)
            }
        }
    }

    /// Opens or shuts the door, or changes what its sensor says otherwise.
    func setDoor(_ key: DeviceKey, to state: Int) throws(ControlError) -> SimulatedTruth.DeviceTruth {
        guard WireNames.doorStates.keys.contains(state) else { throw .noState("\(state)") }
        return try change(key) { device, _ throws(ControlError) in
            guard device.plan.doorSensor != nil else { throw .hasNo(.doorSensor, device.plan.name) }
            device.change { $0.doorSensor = state }
        }
    }

    /// Blocks the motor.
    func jam(_ key: DeviceKey) throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try change(key) { device, now throws(ControlError) in
            guard key.type.kind == .lock else { throw .hasNo(.motor, device.plan.name) }
            device.jam(at: now)
        }
    }

    /// Turns it by hand.
    func turn(_ key: DeviceKey, to state: Int) throws(ControlError) -> SimulatedTruth.DeviceTruth {
        guard WireNames.states(of: key.type.kind).keys.contains(state) else { throw .noState("\(state)") }
        return try change(key) { device, now in device.turn(to: state, at: now) }
    }

    /// Changes the battery, of which no callback tells.
    func setBattery(
        _ key: DeviceKey, percent: Int?, isCritical: Bool?
    ) throws(ControlError) -> SimulatedTruth.DeviceTruth {
        try change(key, isHeard: false) { device, _ throws(ControlError) in
            guard percent == nil || key.type.kind == .lock else { throw .hasNo(.charge, device.plan.name) }
            device.change { plan in
                plan.battery = percent ?? plan.battery
                plan.isBatteryCritical = isCritical ?? plan.isBatteryCritical
            }
        }
    }

    /// Sets the clock.
    func setClock(ahead seconds: Int) {
        clockOffset = seconds
    }

    /// Answers nothing for a time; 0 ends it.
    func freeze(for duration: Duration) {
        frozenUntil = moment.elapsed + time.scaled(duration)
    }

    /// Takes these faults in place of all others.
    func suffer(_ faults: Faults) {
        if faults.areSlotsFull {
            callbackBook.fill()
        } else if faultCourse.faults.areSlotsFull {
            callbackBook.clearOthers()
        }
        faultCourse = FaultCourse(faults)
        let now = moment
        for index in devices.indices { devices[index].setDeaf(faults.isStale, at: now) }
    }

    private func change(
        _ key: DeviceKey, isHeard: Bool = true,
        _ body: (inout SimulatedDevice, Moment) throws(ControlError) -> Void
    ) throws(ControlError) -> SimulatedTruth.DeviceTruth {
        guard let index = index(of: key) else { throw .noDevice("\(key.id)") }
        let now = moment
        try body(&devices[index], now)
        if isHeard { hear(of: key) }
        return SimulatedTruth.DeviceTruth(devices[index].plan, devices[index].condition(at: now))
    }
}
