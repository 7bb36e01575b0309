import ArgumentParser
import BridgeAPI
import Discovery
import FoundationEssentials
import Guidance
import NukiDomain

/// `keyturn bridge info`: what a bridge says of itself.
struct BridgeInfoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show what a bridge says of itself.")

    @OptionGroup var bridge: BridgeArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let line = try bridge.line(shared)
            let details = try await line.ask { client async throws(BridgeError) in try await client.details() }
            let report = BridgeInfoReport(details, asked: line.now)
            if shared.json {
                Output.line(report)
            } else {
                ([line.title] + report.lines).forEach(Output.line)
            }
        }
    }
}

/// What `bridge info --json` prints.
struct BridgeInfoReport: Encodable {
    private let id: BridgeID?
    private let serverID: BridgeID?
    private let firmware: String?
    private let wifiFirmware: String?
    private let time: Date?
    private let clockOffset: Int?
    private let uptime: Int?
    private let isOnWiFi: Bool?
    private let isAtServer: Bool?
    private let inRange: [DeviceRow]

    private enum CodingKeys: String, CodingKey {
        case id, firmware, time, uptime
        case serverID = "server_id"
        case wifiFirmware = "wifi_firmware"
        case clockOffset = "clock_offset"
        case isOnWiFi = "wlan_connected"
        case isAtServer = "server_connected"
        case inRange = "in_range"
    }

    init(_ details: BridgeDetails, asked: Date) {
        id = details.info.id
        serverID = details.info.serverID
        firmware = details.info.firmware
        wifiFirmware = details.wifiFirmware
        time = details.info.currentTime
        clockOffset = details.info.clocks(here: asked)?.seconds
        uptime = details.uptime
        isOnWiFi = details.isOnWiFi
        isAtServer = details.isAtServer
        inRange = details.inRange.map(DeviceRow.init)
    }

    private struct DeviceRow: Encodable {
        let id: String
        let nukiID: UInt32
        let type: Int
        let name: String?
        let signal: Int?
        let isPaired: Bool?

        private enum CodingKeys: String, CodingKey {
            case id, type, name
            case nukiID = "nuki_id"
            case signal = "rssi"
            case isPaired = "paired"
        }

        init(_ device: DeviceInRange) {
            id = device.key.id.description
            nukiID = device.key.id.rawValue
            type = device.key.type.rawValue
            name = device.name
            signal = device.signal
            isPaired = device.isPaired
        }

        /// For people.
        var words: String {
            [name ?? id, signal.map { "\($0) dBm" }, isPaired.map { $0 ? "paired" : "not paired" }]
                .compactMap(\.self).joined(separator: ", ")
        }
    }
}

extension BridgeInfoReport {
    /// For people: a label and a value a line, and nothing for what the bridge does not say.
    var lines: [String] {
        let facts: [(String, String?)] = [
            ("Hardware id", id?.description), ("Server id", serverID?.description), ("Firmware", firmware),
            ("Wi-Fi firmware", wifiFirmware), ("Clock", clock), ("Running for", uptime.map(InputWords.span)),
            ("Wi-Fi", isOnWiFi.map(Self.connected)), ("Nuki's server", isAtServer.map(Self.connected)),
        ]
        return TextTable.lines(
            facts.compactMap { label, value in value.map { [label, $0] } }
                + inRange.map { ["In range", $0.words] })
    }

    private var clock: String? {
        guard let time, let clockOffset else { return nil }
        return WireTime.text(time) + (clockOffset == 0 ? "" : ", \(InputWords.clockError(clockOffset))")
    }

    private static func connected(_ flag: Bool) -> String { flag ? "connected" : "not connected" }
}
