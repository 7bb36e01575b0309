import NukiDomain

/// What somebody tells a simulated bridge through its control port.
enum ControlOrder {
    case press
    case ring(device: String)
    case door(device: String, StateWord)
    case jam(device: String)
    case battery(device: String, percent: Int?, isCritical: Bool?)
    case turn(device: String, StateWord)
    case clock(ahead: Int)
    case freeze(Double)
    case reboot
    case move(host: Host?, port: UInt16?)
    case fault(Faults)
    case truth

    /// What stands after `/_control/`, in the order in which it is shown.
    enum Name: String, CaseIterable {
        case press, ring, door, jam, battery, turn, clock, freeze, reboot, move, fault, truth
    }

    /// Reads an order.
    ///
    /// - Parameter name: what stands after `/_control/`.
    /// - Parameter body: one JSON object; nothing at all is an empty one.
    init(_ name: String, _ body: [UInt8]) throws(ControlError) {
        guard let order = Name(rawValue: name) else { throw .noOrder(name) }
        let json = ControlBody(bytes: body)
        switch order {
        case .press:
            _ = try json.read(NoKeys.self)
            self = .press
        case .ring: self = .ring(device: try json.read(DeviceKeys.self).device)
        case .door:
            let door = try json.read(StateKeys.self)
            self = .door(device: door.device, door.state)
        case .jam: self = .jam(device: try json.read(DeviceKeys.self).device)
        case .battery:
            let battery = try json.read(BatteryKeys.self)
            self = .battery(device: battery.device, percent: battery.percent, isCritical: battery.critical)
        case .turn:
            let turn = try json.read(StateKeys.self)
            self = .turn(device: turn.device, turn.state)
        case .clock: self = .clock(ahead: try json.read(ClockKeys.self).offset)
        case .freeze: self = .freeze(try json.read(FreezeKeys.self).seconds)
        case .reboot:
            _ = try json.read(NoKeys.self)
            self = .reboot
        case .move:
            let move = try json.read(MoveKeys.self)
            self = .move(host: move.host, port: move.port)
        case .fault: self = .fault(try json.read(Faults.self))
        case .truth:
            _ = try json.read(NoKeys.self)
            self = .truth
        }
    }
}
