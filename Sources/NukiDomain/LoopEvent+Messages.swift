extension LoopEvent {
    /// What other programs are told: one message for each value that changed, none for what only we need to know.
    public var messages: [EventMessage] {
        switch kind {
        case .bridgeOnline(let devices): [message("bridge.online") { $0.devices = devices }]
        case .bridgeUnreachable(_, let reason): [message("bridge.unreachable") { $0.reason = reason }]
        case .bridgeRefused: [message("bridge.refused")]
        case .bridgeReplaced(let other): [message("bridge.replaced") { $0.to = .text("\(other)") }]
        case .bridgeMoved(let old, let new, let source):
            [
                message("bridge.moved") {
                    $0.from = .text("\(old)")
                    $0.to = .text("\(new)")
                    $0.by = source
                }
            ]
        case .bridgeDoubtful(let place, let reason):
            [
                message("bridge.doubtful") {
                    $0.to = .text("\(place)")
                    $0.reason = reason
                }
            ]
        case .notice(let notice):
            [
                message("bridge.notice") {
                    $0.type = notice.word
                    $0.reason = "\(notice)"
                }
            ]
        case .deviceAdded(let device): [message("device.added", device) { $0.to = device.device.value(of: .lock) }]
        case .deviceRemoved(let device):
            [message("device.removed", device) { $0.from = device.device.value(of: .lock) }]
        case .deviceChanged(let old, let new), .deviceConfirmed(let old, let new): changes(from: old, to: new)
        case .ring(let device, let time):
            [
                message("nuki_event", device, .ring) {
                    $0.type = "ring"
                    $0.rang = time
                }
            ]
        case .ringMissed(let device, let time): [message("ring_missed", device, .ring) { $0.rang = time }]
        case .commandResult(let report): [result(of: report)]
        }
    }

    private func message(_ name: String, _ fill: (inout EventMessage) -> Void = { _ in }) -> EventMessage {
        var message = EventMessage(name, of: self)
        fill(&message)
        return message
    }

    private func message(
        _ name: String, _ device: DeviceSnapshot, _ entity: DeviceEntity = .lock,
        _ fill: (inout EventMessage) -> Void
    ) -> EventMessage {
        var message = EventMessage(name, of: self, device, entity)
        fill(&message)
        return message
    }

    private func changes(from old: DeviceSnapshot, to new: DeviceSnapshot) -> [EventMessage] {
        DeviceEntity.allCases.compactMap { entity in
            guard let name = entity.eventName else { return nil }
            let values = (old.device.value(of: entity), new.device.value(of: entity))
            guard values.0 != values.1 else { return nil }
            return message(name, new, entity) { ($0.from, $0.to) = values }
        }
    }

    private func result(of report: CommandReport) -> EventMessage {
        let command = report.command
        var message = report.device.map { EventMessage("command.result", of: self, $0) } ?? message("command.result")
        message.device = command.device.id
        message.deviceType = command.device.type
        message.action = command.action.name
        message.result = report.outcome.word
        message.reason = report.outcome.reason
        message.tookMilliseconds = Int(report.took / .milliseconds(1))
        message.by = "\(command.asker)"
        message.to = report.device.map { .text($0.device.stateWord) }
        return message
    }
}

extension DeviceEntity {
    /// The event that tells of its changes; a bell has events of its own.
    fileprivate var eventName: String? {
        switch self {
        case .lock: "device.state"
        case .door: "device.door"
        case .ring: nil
        case .battery, .batteryCritical, .batteryCharging, .keypadBatteryCritical: "device.battery"
        }
    }
}

extension Device {
    /// One value for JSON; nil while it is not known.
    public func value(of entity: DeviceEntity) -> EventMessage.Value? {
        switch entity {
        case .lock: .text(stateWord)
        case .door: state?.door?.word.map { .text($0) }
        case .ring: nil
        case .battery: state?.batteryPercent.map { .number($0) }
        case .batteryCritical: state?.batteryCritical.map { .flag($0) }
        case .batteryCharging: state?.batteryCharging.map { .flag($0) }
        case .keypadBatteryCritical: state?.keypadBatteryCritical.map { .flag($0) }
        }
    }
}
