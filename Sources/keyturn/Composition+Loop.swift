import BridgeAPI
import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import Logging
import MQTT
import NukiDomain
import ServiceLifecycle
import Sightings
import UnixSignals

extension Composition {
    /// Runs the control loop, the only one of this configuration, and its API, until it is asked to end, or each bridge
    /// was polled so often.
    ///
    /// - Parameters:
    ///   - sources: where bridges are looked for that leave their address; nil leaves them alone.
    ///   - asJSON: print events as other programs read them.
    static func runLoop(
        _ bridges: [KnownBridge], _ locations: Locations, settings: LoopSettings, polls: Int? = nil,
        sources: LoopSources? = nil, asJSON: Bool = false, print: @escaping @Sendable (String) -> Void
    ) async throws {
        let lock = try RunLock.take(locations)
        // A bridge has its lock file and its connection, and one to find out which address of ours faces it.
        try OpenFiles.makeRoom(
            for: 256 + bridges.count * 3, whose: "\(bridges.count) bridges", fix: "Run fewer bridges in one loop.")
        let lanes = try Folders.lanes(locations)
        // Said once: what it cannot do.
        if let deafness = sources?.listening.deafness { Output.warn(Diagnosis(deafness)) }
        // The control socket is its owner's from its first moment, and the group's once that is settled.
        FileSystem.makeForOwnerOnly()
        let callbacks = CallbackListener(port: settings.callback.port) { Output.warn(Diagnosis($0)) }
        let fetcher = try CurlFetcher()
        let lines = try LineQueue(print)
        // Beside events in JSON, words for people are no results.
        let words = asJSON ? try LineQueue(Output.say) : lines
        let printer = EventPrinter(
            width: { SavedTerminal.size(of: (asJSON ? StandardStream.error : .output).rawValue)?.columns },
            write: words.put)
        let output: any EventSink = asJSON ? MessagePrinter(write: lines.put) : printer
        let mqtt = try MQTTPublisher(settings, locations, clock: fetcher.clock)
        let bus = EventBus(
            to: [output] + (mqtt.map { [$0] } ?? []), life: String(Int(Date().timeIntervalSince1970 * 1000), radix: 36)
        )
        let listener = sources?.listening.capture.map { LeaseListener($0) }
        let loop = ControlLoop(
            bridges, settings: settings, lanes: lanes, state: locations.state,
            dialer: BridgeDialer(fetcher: told(fetcher)), sink: bus, callbacks: callbacks,
            relocation: try sources.map { try relocation($0, listener, EntryStore(locations), locations, printer) },
            neighbourhood: neighbourhood(sources?.options.interfaces ?? settings.interfaces),
            // A poll wakes no thread but the one that carries out its request.
            clock: fetcher.clock, executor: fetcher.executor, pollLimit: polls,
            // A clock that cannot be asked about is taken for one that nobody sets.
            isClockSet: { (try? SystemClock.isSynchronised) ?? false })
        await callbacks.hand(to: loop)
        let notice = ServiceNotice(of: loop, ProcessInfo.processInfo.environment)
        var logger = Output.log ?? Logger(label: "keyturn")
        logger.logLevel = .error
        let loopService = ServiceGroupConfiguration.ServiceConfiguration(
            service: loop, successTerminationBehavior: .gracefullyShutdownGroup)
        // They end in the opposite order: first nobody asks any more, last nobody reports any more.
        let services =
            [.init(service: callbacks), loopService]
            + [.init(service: try LoopReload(loop, locations, begun: settings, mqtt, notice))]
            + servers(of: loop, bus, locations, settings, onReady: { notice?.ready() })
            + (mqtt.map { [.init(service: MQTTService(publisher: $0, loop: loop, executor: fetcher.executor))] } ?? [])
            + (notice.map { [.init(service: $0)] } ?? [])
            + (listener.map { [.init(service: LoopLosses(listener: $0))] } ?? [])
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        let end: Result<Void, any Error>
        do {
            end = .success(try await group.run())
        } catch {
            end = .failure(error)
        }
        for queue in [lines, words] { await queue.end() }
        withExtendedLifetime(fetcher) {}
        withExtendedLifetime(lock) {}
        try end.get()
    }

    /// The API at the control socket, and over TCP where the settings ask for it.
    private static func servers(
        of loop: ControlLoop, _ bus: EventBus, _ locations: Locations, _ settings: LoopSettings,
        onReady: @escaping @Sendable () -> Void
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        var servers = [
            ControlServer(
                at: .socket(path: locations.controlSocket), hosts: settings.http.hosts, loop: loop, bus: bus,
                onListening: { _ in onReady() })
        ]
        if let place = settings.http.listen {
            servers.append(
                ControlServer(
                    at: .tcp(place, tokens: APITokenFile(settings.http, locations)), hosts: settings.http.hosts,
                    loop: loop, bus: bus, onListening: { Output.say("API: http://\($0)") }))
        }
        return servers.map { .init(service: $0) }
    }
}
