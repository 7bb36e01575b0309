import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// What is known of a bridge: by the running loop, or by one look.
struct BridgeStatus: Sendable {
    let report: BridgeReport
    /// Why the look brought nothing.
    var failure: Diagnosis?

    /// How a process that shows this ends; nil where all is well.
    var exit: ExitStatus? {
        if let failure { return failure.exit }
        return switch report.state {
        case "refused": .signInRefused
        case "unreachable", "replaced": .unreachable
        default: nil
        }
    }

    /// For people: the bridge, then a line a device with the age of what is known.
    func lines(at now: Date) -> [String] {
        let host = (try? Host(parsing: report.host)).flatMap { host in
            Port(rawValue: report.port).map { "\(Endpoint(host: host, port: $0))" }
        }
        return ["\(report.name.safeForDisplay)   \(host ?? report.host.safeForDisplay)   \(report.state)"]
            + report.devices.map { device in
                let age = device.read.flatMap { WireTime.date($0) }.map { read in
                    "read \(InputWords.span(max(0, Int(now.timeIntervalSince(read))))) ago"
                }
                let door = device.door.map { "door \($0)" }
                let battery = device.battery.map { "battery \($0) %" }
                let doubts = [device.isStale ? "old" : nil, device.isConfirmed ? nil : "unconfirmed"]
                let words = [device.state, door, battery, age] + doubts
                return "  \(device.name.safeForDisplay)   \(words.compactMap(\.self).joined(separator: ", "))"
            }
    }
}

extension BridgeStatus {
    /// A bridge that answered.
    ///
    /// - Parameter wishes: what the settings say of its devices.
    init(
        _ entry: BridgeEntry, _ info: BridgeInfo, _ listing: DeviceListing,
        _ wishes: [NukiID: LoopSettings.Device], asked: Date
    ) {
        var snapshot = BridgeSnapshot(entry)
        snapshot.state = "online"
        snapshot.firmware = info.firmware
        snapshot.clockOffset = info.clocks(here: asked)?.seconds
        snapshot.devices = listing.devices.compactMap(wishes.shown).map {
            DeviceSnapshot(bridge: entry.id, device: $0, slug: "", entities: [], asked: asked)
        }
        self.init(report: BridgeReport(snapshot, isServed: false))
    }

    /// A bridge that did not.
    init(_ entry: BridgeEntry, failure: Diagnosis) {
        var snapshot = BridgeSnapshot(entry)
        snapshot.state = failure.bridgeState
        self.init(report: BridgeReport(snapshot, isServed: false), failure: failure)
    }
}

extension BridgeSnapshot {
    /// What an entry knows.
    init(_ entry: BridgeEntry) {
        self.init(id: entry.id, name: entry.name, endpoint: entry.endpoint)
    }
}

extension BridgeStatus: Encodable {
    private enum Key: CodingKey {
        case error
    }

    /// The report, and what went wrong beside it.
    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(failure, forKey: .error)
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
