import NukiDomain

extension SimulatedBridge {
    /// Does what it is told.
    ///
    /// - Returns: what is answered, as JSON.
    func follow(_ order: ControlOrder) async throws(ControlError) -> any Encodable {
        switch order {
        case .press: return ["pressed": await pressButton()]
        case .ring(let name): return ["device": try await ring(device(named: name))]
        case .door(let name, let state):
            return ["device": try await setDoor(of: device(named: name), to: state.number(among: WireNames.doorWords))]
        case .jam(let name): return ["device": try await jam(device(named: name))]
        case .battery(let name, let percent, let isCritical):
            let device = try await device(named: name)
            return ["device": try await setBattery(of: device, percent: percent, isCritical: isCritical)]
        case .turn(let name, let state):
            let device = try await device(named: name)
            let states = WireNames.states(of: device.type.kind)
            return ["device": try await turn(device, to: state.number(among: states))]
        case .clock(let offset):
            await setClock(ahead: offset)
            return ["clock_offset": offset]
        case .freeze(let seconds):
            await freeze(for: .seconds(seconds))
            return ["frozen_seconds": seconds]
        case .reboot:
            await reboot()
            return ["away_seconds": BridgePresence.restarting.components.seconds]
        case .move(let host, let port):
            do {
                return MoveAnswer(try await move(host: host, port: port))
            } catch {
                throw .cannotMove(error)
            }
        case .fault(let faults):
            await suffer(faults)
            return ["faults": faults]
        case .truth: return await truth
        }
    }

    private struct MoveAnswer: Encodable {
        let host: String
        let port: UInt16

        init(_ endpoint: Endpoint) {
            host = "\(endpoint.host)"
            port = endpoint.port.rawValue
        }
    }
}

extension WireNames {
    /// What people call the states of a door sensor: the bridge's names without their first word.
    fileprivate static let doorWords = doorStates.merging([2: "closed", 3: "open"]) { $1 }
}
