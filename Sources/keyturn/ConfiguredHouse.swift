import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// The devices of a configuration as its entries have them, for when no loop knows more.
struct ConfiguredHouse {
    private let known: [KnownBridge]
    private let settings: LoopSettings
    private let locations: Locations

    init(_ locations: Locations) throws {
        self.locations = locations
        known = try KnownBridge.all(EntryStore(locations))
        settings = try LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment)
    }

    /// Its bridges with their devices, by the names that the settings give them, without those that are ignored.
    var bridges: [BridgeReport] {
        known.map { bridge in
            var snapshot = BridgeSnapshot(bridge.entry)
            snapshot.devices = bridge.entry.devices.map { Device(key: $0.key, name: $0.name) }
                .compactMap(settings.devices.shown).map {
                    DeviceSnapshot(
                        bridge: bridge.entry.id, device: $0, slug: "", entities: [], asked: bridge.entry.modified)
                }
            return BridgeReport(snapshot, isServed: false)
        }
    }

    /// The device that is meant, if the entries know one, else what the bridges themselves say.
    func device(_ word: DeviceWord) async throws -> DeviceReport {
        if word.isKnown(in: bridges) { return try word.device(in: bridges) }
        let asked = try await Composition.bridgeLines(locations, settings).statuses(of: known)
        let reports = asked.map(\.report)
        // The device may be one of those of a bridge that does not answer.
        if !word.isKnown(in: reports), let failure = asked.lazy.compactMap(\.failure).first { throw failure }
        return try word.device(in: reports)
    }

    /// Carries an action out at the bridge of a device.
    func carryOut(_ action: DeviceAction, on device: DeviceReport) async throws -> CommandResult {
        guard let bridge = known.first(where: { $0.entry.id == device.bridge }) else {
            throw Diagnosis.noSuchDevice(device.name, known: [])
        }
        let command = DeviceCommand(
            bridge: device.bridge, device: device.key, action: action, asker: .user(UserIdentity.effectiveUser))
        let lines = try Composition.bridgeLines(locations, settings)
        let direct = lines.command(to: bridge)
        let report = await direct.carryOut(command)
        // What is wrong with the way to the bridge is said as everywhere else.
        if case .failed = report.outcome, report.outcome != .expired, let failure = await direct.failure {
            throw Diagnosis(failure, at: bridge.entry.endpoint)
        }
        return CommandResult(report)
    }
}

extension BridgeLines {
    /// The way of commands to one of them.
    fileprivate func command(to bridge: KnownBridge) -> DirectCommand {
        DirectCommand(
            to: bridge, lane: BridgeLane(to: bridge.entry.id, folder: lanes, gap: gap), dialer: dialer,
            neighbourhood: neighbourhood)
    }
}
