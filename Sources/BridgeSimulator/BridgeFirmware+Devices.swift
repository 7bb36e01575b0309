import NukiDomain

/// What is asked and told about devices.
extension BridgeFirmware {
    /// `/info`.
    func info(_ faults: Faults) -> WireJSON {
        let now = moment
        log.write(.info, at: now.bridgeTime)
        return [
            "bridgeType": 1,
            "ids": [
                "hardwareId": .number(Int(household.id.rawValue)),
                "serverId": .number(Int(household.serverID.rawValue)),
            ],
            "versions": [
                "firmwareVersion": .text(shownFirmware(faults)), "wifiFirmwareVersion": .text(household.wifiFirmware),
            ],
            "uptime": .number(Int((now.elapsed - switchedOn).components.seconds)),
            "currentTime": .time(now.bridgeTime),
            "wlanConnected": true,
            "serverConnected": true,
            "scanResults": .array(devices.enumerated().map { $1.known(at: now).scanned(index: $0, faults) }),
        ]
    }

    /// The version that the bridge says it has, and behaves like.
    func shownFirmware(_ faults: Faults) -> String {
        faults.isOldFirmware ? Household.oldFirmware : household.firmware
    }

    /// `/list`.
    func list(_ faults: Faults) -> WireJSON {
        let now = moment
        log.write(.list, at: now.bridgeTime)
        return .array(devices.map { $0.known(at: now).listed(at: now.bridgeTime, faults) })
    }

    /// `/lockState`.
    func lockState(_ request: IncomingRequest, _ faults: Faults) async throws(Refusal) -> WireJSON {
        let key = try deviceKey(in: request, faults)
        note(.lockState, key)
        guard await reaches(key, faults), let index = index(of: key) else { return ["success": false] }
        note(.readStates, key)
        hangUp(key)
        let now = moment
        return devices[index].ask(at: now).answer(at: now.bridgeTime)
    }

    /// `/lockAction`, `/lock` and `/unlock`.
    func carryOut(
        _ order: Order, _ request: IncomingRequest, waits: Bool, _ faults: Faults
    ) async throws(Refusal) -> BridgeAnswer {
        let key = try deviceKey(in: request, faults)
        note(.actionStart, key)
        guard !faults.isUnsuccessful, let index = index(of: key) else {
            if waits { _ = await reaches(key, faults) }
            return .json(["success": false])
        }
        let now = moment
        let motion = Motion(order, of: devices[index].plan, from: devices[index].condition(at: now))
        let rest = devices[index].begin(motion, at: now, scaled: time.scaled)
        watch(key, from: rest)
        if waits { await time.wait(until: rest) }
        noteAction(order, key)
        switch faults.doneBut {
        case .busy: throw .unavailable
        case .reset: return .reset
        case .unsuccessful: return .json(["success": false])
        case nil: return .json(outcome(of: key, waited: waits))
        }
    }

    /// `/unpair`.
    func unpair(_ request: IncomingRequest, _ faults: Faults) throws(Refusal) -> WireJSON {
        let key = try deviceKey(in: request, faults)
        watches.removeValue(forKey: key)?.cancel()
        devices.removeAll { $0.plan.key == key }
        return ["success": true]
    }

    /// Where a device stands in the list; nil when it is not paired.
    func index(of key: DeviceKey) -> Int? {
        devices.firstIndex { $0.plan.key == key }
    }

    /// An id that exists under another type is as unknown as any.
    private func deviceKey(in request: IncomingRequest, _ faults: Faults) throws(Refusal) -> DeviceKey {
        let key = try request.deviceKey()
        guard index(of: key) != nil else { throw .notFound }
        guard !faults.isGone else { throw .gone }
        return key
    }

    /// Whoever waited for the end also learns of a blocked motor.
    private func outcome(of key: DeviceKey, waited: Bool) -> WireJSON {
        guard let device = devices.first(where: { $0.plan.key == key }) else { return ["success": false] }
        let isDone = !waited || device.condition(at: moment).state != Condition.blocked
        return ["success": .flag(isDone), "batteryCritical": .flag(device.plan.isBatteryCritical)]
    }

    /// Connects over Bluetooth.
    private func reaches(_ key: DeviceKey, _ faults: Faults) async -> Bool {
        note(.connect, key)
        await time.wait(until: moment.advanced(by: time.scaled(Motion.connecting)))
        note(faults.isUnsuccessful ? .connectionTimeout : .connected, key)
        return !faults.isUnsuccessful
    }

    private func note(_ kind: BridgeLog.Kind, _ key: DeviceKey, action: Int? = nil) {
        log.write(kind, at: moment.bridgeTime, device: key.id, action: action)
    }

    private func noteAction(_ order: Order, _ key: DeviceKey) {
        for kind in [.connect, .connected, .getChallenge] as [BridgeLog.Kind] { note(kind, key) }
        if case .action(let action) = order {
            note(.sendLockAction, key, action: action.rawValue)
        } else {
            note(.sendLockAction, key)
        }
        hangUp(key)
        note(.actionSuccess, key)
    }

    private func hangUp(_ key: DeviceKey) {
        note(.disconnect, key)
        note(.disconnected, key)
    }
}
