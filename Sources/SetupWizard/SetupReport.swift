import Guidance
import BridgeAPI
import Discovery
import Entries
import NukiDomain

/// What `setup --json` prints.
public struct SetupReport: Encodable {
    private let schema = 1
    private let changed: Bool
    private let bridge: Bridge
    private let devices: [Row]
    private let answers: SetupAnswers
    private let wrote: [String]
    private let warnings: [Notice]

    /// Made from a finished setup.
    public init(_ configured: ConfiguredBridge) {
        let entry = configured.entry
        changed = configured.written.isChange
        bridge = Bridge(
            id: entry.id.description, host: entry.endpoint.host.description, port: entry.endpoint.port.rawValue,
            auth: entry.auth.rawValue, firmware: entry.firmware)
        devices =
            configured.report.map { $0.listing.devices.map(Row.init) } ?? entry.devices.map(Row.init)
        answers = configured.answers
        wrote = configured.written.files.map(\.path)
        warnings = configured.report?.findings.map { Notice($0) } ?? []
    }

    private struct Bridge: Encodable {
        let id: String
        let host: String
        let port: UInt16
        let auth: String
        let firmware: String?
    }

    private struct Row: Encodable {
        let id: String
        let name: String
        let kind: DeviceKind
        /// Absent where the bridge was not asked.
        let state: String?

        init(_ device: Device) {
            id = device.key.id.description
            name = device.name
            kind = device.kind
            state = device.stateWord
        }

        init(_ device: EntryDevice) {
            id = device.key.id.description
            name = device.name
            kind = device.key.type.kind
            state = nil
        }
    }
}
