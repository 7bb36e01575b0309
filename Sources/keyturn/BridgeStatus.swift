import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// What one look at a bridge showed.
struct BridgeStatus: Sendable {
    let entry: BridgeEntry
    let answer: Answer

    /// Answered, or why not.
    enum Answer: Sendable {
        case online(BridgeInfo, DeviceListing, asked: Date)
        case failed(Diagnosis)
    }

    var failure: Diagnosis? {
        if case .failed(let diagnosis) = answer { diagnosis } else { nil }
    }

    /// For people: the bridge, then a line a device with the age of what is known.
    var lines: [String] {
        let name = entry.name.safeForDisplay
        switch answer {
        case .failed(let diagnosis):
            return ["\(name)   \(entry.endpoint)   \(diagnosis.bridgeState)"]
        case .online(_, let listing, let asked):
            return ["\(name)   \(entry.endpoint)   online"]
                + listing.devices.map { device in
                    let age = device.state?.read.map { read in
                        "read \(InputWords.span(max(0, Int(asked.timeIntervalSince(read))))) ago"
                    }
                    let door = device.state?.door?.word.map { "door \($0)" }
                    let battery = device.state?.batteryPercent.map { "battery \($0) %" }
                    let words = [device.stateWord, door, battery, age].compactMap(\.self)
                    return "  \(device.name.safeForDisplay)   \(words.joined(separator: ", "))"
                }
        }
    }
}

extension Diagnosis {
    /// What a failure says of the bridge, in a word.
    fileprivate var bridgeState: String {
        switch id {
        case .tokenRefused?, .clocksDiffer?: "refused"
        case .otherBridge?, .noHardwareID?, .notABridge?: "replaced"
        case .bridgeBusy?: "busy"
        default: "unreachable"
        }
    }
}

/// What `status --json` prints.
struct StatusReport: Encodable {
    private let schema = 1
    private let bridges: [Row]

    init(bridges: [BridgeStatus]) {
        self.bridges = bridges.map(Row.init)
    }

    private struct Row: Encodable {
        let id: BridgeID
        let name: String
        let state: String
        let host: String
        let firmware: String?
        let clockOffset: Int?
        let devices: [DeviceRow]
        let error: Diagnosis?

        private enum CodingKeys: String, CodingKey {
            case id, name, state, host, firmware, devices, error
            case clockOffset = "clock_offset"
        }

        init(_ status: BridgeStatus) {
            id = status.entry.id
            name = status.entry.name
            host = status.entry.endpoint.host.description
            error = status.failure
            switch status.answer {
            case .online(let info, let listing, let asked):
                state = "online"
                firmware = info.firmware
                clockOffset = info.clocks(here: asked)?.seconds
                devices = listing.devices.map { DeviceRow($0, asked: asked) }
            case .failed(let diagnosis):
                state = diagnosis.bridgeState
                firmware = nil
                clockOffset = nil
                devices = []
            }
        }
    }

    private struct DeviceRow: Encodable {
        let id: String
        let nukiID: UInt32
        let type: Int
        let kind: DeviceKind
        let name: String
        let state: String
        let door: String?
        let battery: Int?
        let batteryCritical: Bool?
        let read: String?
        let asked: String
        let source = "poll"
        let confirmed = true

        private enum CodingKeys: String, CodingKey {
            case id, type, kind, name, state, door, battery, read, asked, source, confirmed
            case nukiID = "nuki_id"
            case batteryCritical = "battery_critical"
        }

        init(_ device: Device, asked: Date) {
            id = device.key.id.description
            nukiID = device.key.id.rawValue
            type = device.key.type.rawValue
            kind = device.kind
            name = device.name
            state = device.stateWord
            door = device.state?.door?.word
            battery = device.state?.batteryPercent
            batteryCritical = device.state?.batteryCritical
            read = device.state?.read.map(WireTime.text)
            self.asked = WireTime.text(asked)
        }
    }
}
