import ArgumentParser
import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// One action that a person wants of one device: through the running loop, else directly at its bridge.
struct DeviceOrder {
    let action: DeviceAction
    /// What the person calls the device.
    let word: String
    /// The only kind of device that the command is for; nil for both.
    var kind: DeviceKind?
    /// The command that does the like with the other kind.
    var otherwise = ""

    /// Has it carried out and says what came of it.
    func run(_ shared: SharedOptions) async throws {
        try await shared.run {
            let locations = try shared.locations()
            let (device, result) = try await carryOut(locations)
            if shared.json { Output.line(result) }
            switch result.result {
            case "done", "taken":
                if !shared.json { Output.line("\(device.name.safeForDisplay)   \(action.words(for: device.kind))") }
            case "failed": try fail(.commandFailed(device.name, reason: result.error?.what ?? ""))
            default: try fail(.commandUnknown(device.name, state: result.state))
            }
        }
    }

    private func fail(_ diagnosis: Diagnosis) throws {
        Output.complain(diagnosis)
        throw ExitCode(diagnosis.exit.rawValue)
    }

    private func carryOut(_ locations: Locations) async throws -> (DeviceReport, CommandResult) {
        if let loop = try LoopClient.running(locations) {
            let device = try checked(DeviceWord(word).device(in: try await loop.bridges()))
            return (device, try await loop.carryOut(action, on: device))
        }
        let house = try ConfiguredHouse(locations)
        let device = try checked(await house.device(DeviceWord(word)))
        return (device, try await house.carryOut(action, on: device))
    }

    private func checked(_ device: DeviceReport) throws(Diagnosis) -> DeviceReport {
        if let kind, device.kind != kind { throw .wrongKind(device.name, is: device.kind, fix: otherwise) }
        return device
    }
}

extension DeviceAction {
    /// What was done, for people.
    fileprivate func words(for kind: DeviceKind) -> String {
        switch (kind, self) {
        case (.lock, .lock): "locked"
        case (.lock, .unlock): "unlocked"
        case (.lock, .open): "unlatched"
        case (.opener, .lock): "ring-to-open off"
        case (.opener, .unlock): "ring-to-open on"
        case (.opener, .open): "opened"
        case (_, .lockNGo(let unlatch)): unlatch ? "lock'n'go with unlatch" : "lock'n'go"
        case (_, .continuousMode(let isOn)): "continuous mode \(isOn ? "on" : "off")"
        }
    }
}
