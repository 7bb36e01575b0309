import FoundationEssentials
import NukiDomain

extension SimulatedDevice {
    /// An element of `/list`.
    func listed(at moment: Moment) -> WireJSON {
        var members: [(String, WireJSON)] = [
            ("deviceType", .number(plan.key.type.rawValue)), ("nukiId", .number(Int(plan.key.id.rawValue))),
            ("name", .text(plan.name)),
        ]
        if let firmware = plan.firmware { members.append(("firmwareVersion", .text(firmware))) }
        members.append(
            ("lastKnownState", .object(stateMembers(at: moment) + [("timestamp", .time(lastRead(at: moment)))])))
        return .object(members)
    }

    /// The answer of `/lockState`.
    func read(at moment: Moment) -> WireJSON {
        .object(stateMembers(at: moment) + [("success", true)])
    }

    /// An element of the `scanResults` of `/info`.
    ///
    /// - Parameter index: devices further down the list are heard less well.
    func scanned(index: Int) -> WireJSON {
        let family = plan.key.type.kind == .opener ? "Nuki_Opener_" : "Nuki_"
        return [
            "deviceType": .number(plan.key.type.rawValue), "nukiId": .number(Int(plan.key.id.rawValue)),
            "name": .text("\(family)\(plan.key.id)"), "rssi": .number(max(-57 - 4 * index, -97)), "paired": true,
        ]
    }

    private func stateMembers(at moment: Moment) -> [(key: String, value: WireJSON)] {
        let kind = plan.key.type.kind
        let condition = condition(at: moment)
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
            let age = moment.bridgeTime.timeIntervalSince(ring)
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
