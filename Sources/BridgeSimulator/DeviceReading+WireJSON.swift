import FoundationEssentials
import NukiDomain

extension DeviceReading {
    /// An element of `/list`.
    ///
    /// - Parameter now: by the bridge's clock.
    func listed(at now: Date, _ faults: Faults = Faults()) -> WireJSON {
        var members: [(key: String, value: WireJSON)] = []
        if !faults.missing.contains(.deviceType) { members.append(("deviceType", .number(plan.key.type.rawValue))) }
        members.append(("nukiId", .number(Int(plan.key.id.rawValue))))
        members.append(("name", .text(faults.hasControlBytes ? plan.name + "\u{11}" : plan.name)))
        if let firmware = plan.firmware, !faults.missing.contains(.firmwareVersion) {
            members.append(("firmwareVersion", .text(firmware)))
        }
        if !faults.missing.contains(.lastKnownState) {
            members.append(("lastKnownState", .object(stateMembers(at: now) + [("timestamp", .time(time))])))
        }
        return .object(members)
    }

    /// The answer of `/lockState`.
    func answer(at now: Date) -> WireJSON {
        .object(stateMembers(at: now) + [("success", true)])
    }

    /// What is posted to callbacks (Bridge API 1.13.2, "Callback").
    func callback(at now: Date) -> WireJSON {
        .object(
            [("nukiId", .number(Int(plan.key.id.rawValue))), ("deviceType", .number(plan.key.type.rawValue))]
                + stateMembers(at: now))
    }

    /// An element of the `scanResults` of `/info`.
    ///
    /// - Parameter index: devices further down the list are heard less well.
    func scanned(index: Int, _ faults: Faults = Faults()) -> WireJSON {
        let name = "\(plan.key.type.kind == .opener ? "Nuki_Opener_" : "Nuki_")\(plan.key.id)"
        return [
            "deviceType": .number(plan.key.type.rawValue), "nukiId": .number(Int(plan.key.id.rawValue)),
            "name": .text(faults.hasControlBytes ? name + "\u{11}" : name),
            "rssi": .number(max(-57 - 4 * index, -97)), "paired": true,
        ]
    }

    private func stateMembers(at now: Date) -> [(key: String, value: WireJSON)] {
        let kind = plan.key.type.kind
        var members: [(key: String, value: WireJSON)] = [
            ("mode", .number(condition.mode)), ("state", .number(condition.state)),
            ("stateName", .text(WireNames.states(of: kind)[condition.state] ?? "undefined")),
            ("batteryCritical", .flag(plan.isBatteryCritical)),
        ]
        if kind == .lock {
            members.append(("batteryCharging", .flag(plan.isBatteryCharging)))
            members.append(("batteryChargeState", .number(plan.battery)))
        }
        if let keypad = plan.isKeypadBatteryCritical { members.append(("keypadBatteryCritical", .flag(keypad))) }
        if kind == .lock, let door = plan.doorSensor {
            members.append(("doorsensorState", .number(door)))
            members.append(("doorsensorStateName", .text(WireNames.doorStates[door] ?? "unknown")))
        }
        if kind == .opener, let ring = plan.lastRing {
            let age = now.timeIntervalSince(ring)
            members.append(("ringactionTimestamp", .time(ring)))
            members.append(("ringactionState", .flag((0..<30).contains(age))))
        }
        return members
    }
}

extension WireJSON {
    /// A time as bridges write it: UTC in whole seconds with `+00:00`, where the document shows `Z`.
    static func time(_ date: Date) -> WireJSON {
        .text(WireTime.text(date).dropLast() + "+00:00")
    }
}
