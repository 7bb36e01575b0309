import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import Linux
import MQTT
import NukiDomain
import ServiceLifecycle
import UnixSignals

/// Has a running loop take over what somebody changed of its configuration: after SIGHUP, and by itself.
struct LoopReload: Service {
    private let loop: ControlLoop
    private let store: EntryStore
    private let locations: Locations
    private let watch: FileWatch
    private let pending: PendingSettings
    private let mqtt: MQTTPublisher?
    private let notice: ServiceNotice?

    /// Begins to watch: what changes from now on is not missed.
    ///
    /// - Parameters:
    ///   - settings: with which the loop began.
    ///   - mqtt: what publishes for it, and takes commands.
    init(
        _ loop: ControlLoop, _ locations: Locations, begun settings: LoopSettings, _ mqtt: MQTTPublisher?,
        _ notice: ServiceNotice?
    ) throws {
        self.loop = loop
        self.mqtt = mqtt
        pending = PendingSettings(settings)
        self.notice = notice
        self.locations = locations
        store = EntryStore(locations)
        let files = Set([locations.entries, locations.settings].map(FilePath.name))
        // A token's file is named by its bridge, and has a temporary name before.
        let hasTokens = try FileStatus.of(locations.tokens)?.isFolder == true
        watch = try FileWatch(in: [locations.config] + (hasTokens ? [locations.tokens] : [])) { name in
            files.contains(name) || BridgeID(hex: name) != nil
        }
    }

    /// Works until the loop ends.
    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        // One after the other: of two at a time the older configuration could be the last to be taken over.
        let (occasions, occasion) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    for await _ in signals { occasion.yield() }
                }
                group.addTask {
                    for await _ in watch.changes { occasion.yield() }
                }
                for await _ in occasions { await reload() }
            }
        }
    }

    /// What makes no sense is complained about, and the loop goes on with what it has.
    private func reload() async {
        notice?.reloading()
        defer { notice?.ready() }
        do {
            let isEmpty = try store.load().entries.isEmpty
            let settings = try LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment)
            await loop.reload(isEmpty ? [] : try KnownBridge.all(store), settings: settings)
            if let mqtt { await mqtt.take(CommandPolicy(settings, on: mqtt.broker)) }
            if let diagnosis = await pending.diagnosis(settings, path: locations.settings) { Output.warn(diagnosis) }
        } catch {
            Output.warn(Diagnosis(anything: error))
        }
    }
}
