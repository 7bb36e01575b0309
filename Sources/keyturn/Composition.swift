import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import Logging
import MQTT
import NukiDomain
import PacketCapture
import ServiceLifecycle
import SetupWizard
import Sightings
import TerminalUI
import UnixSignals

/// Puts the rooms together: the one file that chooses what stands behind each protocol.
enum Composition {
    /// How long a search listens unless told otherwise.
    static let searchTime = Duration.seconds(90)

    /// The way to bridges: libcurl, and this machine's clock.
    static func dialer() throws -> BridgeDialer {
        BridgeDialer(fetcher: try fetcher())
    }

    /// Sends requests, and tells of them where that was asked for.
    private static func fetcher() throws -> any HTTPFetching {
        let fetcher = try CurlFetcher()
        return Manner.current.loudness == .verbose ? ToldFetcher(fetcher) : fetcher
    }

    /// The configuration that flags and environment point to.
    static func store(_ shared: SharedOptions) throws -> EntryStore {
        EntryStore(try shared.locations())
    }

    /// Opens the capture file, or every interface that was named or is usable. The rights are needed here and no longer.
    ///
    /// - Parameter following: keeps up with interfaces that come and go.
    static func capture(
        _ options: DiscoveryOptions, following: InterfaceFollowing? = nil
    ) throws(CaptureError) -> any PacketSource {
        if let file = options.read { return try ReplayCapture(reading: file, carrying: LeaseListener.carries) }
        return try LiveCapture(
            on: options.interfaces.isEmpty ? .usable : .named(options.interfaces), filter: .dhcp,
            carrying: LeaseListener.carries, following: following)
    }

    /// What a search looks by.
    ///
    /// - Parameters:
    ///   - capture: what DHCP is heard on; nil where it is not.
    ///   - port: where bridges are asked.
    static func sources(
        _ options: DiscoveryOptions, _ chosen: [Sighting.Source], _ listener: LeaseListener?, port: Port,
        remark: @escaping @Sendable (SourceRemark) -> Void
    ) throws -> [any SightingSource] {
        var sources: [any SightingSource] = []
        for source in chosen {
            Output.detail("source: \(source.rawValue)")
            switch source {
            case .dhcp: if let listener { sources.append(listener) }
            case .leases:
                sources.append(LeaseFile(options.leases.isEmpty ? nil : options.leases, remark: remark))
            case .neighbours:
                sources.append(neighbours(options, remark: remark))
            case .scan:
                let dialer = try dialer()
                sources.append(
                    SubnetScan(
                        try networks(options.interfaces), port: port, limit: options.scanLimit,
                        look: { await BridgeProbe.look(dialer.client($0)) == .bridge }, remark: remark))
            case .cloud:
                if let address = options.cloudURL ?? WebAddress(argument: WebAddress.nukiDirectory) {
                    sources.append(
                        CloudDirectory(
                            address.request(trusting: options.cloudCA), fetcher: try fetcher(), remark: remark))
                }
            }
        }
        return sources
    }

    /// The kernel's neighbours, on the interfaces that were named.
    static func neighbours(
        _ options: DiscoveryOptions, remark: @escaping @Sendable (SourceRemark) -> Void = { _ in }
    ) -> NeighbourTable {
        NeighbourTable(interfaces: options.interfaces.isEmpty ? nil : Set(options.interfaces), remark: remark)
    }

    /// The networks of the interfaces that were named or are usable: bridges are looked at on these alone.
    static func networks(_ interfaces: [String], loopbackCounts: Bool = false) throws -> [LocalNetwork] {
        let names = try interfaces.isEmpty ? NetworkInterface.all().filter(\.isUsable).map(\.name) : interfaces
        return try LocalNetwork.all().filter {
            names.contains($0.interface) || (loopbackCounts && $0.ownAddress.isLoopback)
        }
    }

    /// Asks the usual port of an address whether it answers like a bridge.
    static func look(port: Port = .bridgeDefault) throws -> @Sendable (BridgeCandidate) async -> BridgeProbe.Finding {
        let dialer = try dialer()
        return { candidate in
            await BridgeProbe.look(
                dialer.client(Endpoint(host: .address(.v4(candidate.address)), port: candidate.port ?? port)))
        }
    }

    /// The ways to single bridges, with the pauses of this configuration.
    static func bridgeLines(_ locations: Locations) throws -> BridgeLines {
        try bridgeLines(
            locations, try LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment))
    }

    /// The same with the pauses of given settings.
    static func bridgeLines(_ locations: Locations, _ settings: LoopSettings) throws -> BridgeLines {
        BridgeLines(
            dialer: try dialer(), lanes: try Folders.lanes(locations), gap: .seconds(settings.requestGapSeconds),
            wishes: settings.devices)
    }

    /// What the wizard works with: one request at a time to each bridge, beside whatever else talks to it.
    static func setupWork(
        _ place: SearchPlace, _ store: EntryStore, _ locations: Locations, _ settings: LoopSettings,
        _ request: SetupRequest, finger: (@Sendable () async -> Void)?
    ) throws -> SetupWork {
        let gap = Duration.seconds(settings.requestGapSeconds)
        let turns = try turns(of: try store.load().entries, locations, gap)
        return SetupWork(
            place: place, dialer: BridgeDialer(fetcher: turns), turns: turns, gap: gap, locations: locations,
            store: store,
            // Without a person there is nobody to continue.
            journal: request.canAsk ? JournalFile("setup.json", in: locations) : nil,
            // What cannot be read is told by the search that would write it.
            sightings: (try? DiscoverMemory(locations))?.bridges ?? [], port: request.port, finger: finger)
    }

    /// What signs in to bridges before they are imported, beside whatever else talks to them.
    static func importCheck(_ locations: Locations, _ entries: [BridgeEntry]) throws -> ImportCheck {
        let settings = try LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment)
        let gap = Duration.seconds(settings.requestGapSeconds)
        return ImportCheck(dialer: BridgeDialer(fetcher: try turns(of: entries, locations, gap)), gap: gap)
    }

    private static func turns(
        of entries: [BridgeEntry], _ locations: Locations, _ gap: Duration
    ) throws -> BridgeTurns {
        BridgeTurns(
            try fetcher(), lanes: Folders.lanesPath(locations), gap: gap,
            bridges: Dictionary(entries.map { ($0.endpoint, $0.id) }) { first, _ in first })
    }

    /// The conversation that suits the terminal, and the terminal where there is one, to be given back at the end.
    static func conversation(
        _ presentation: Presentation
    ) throws -> (prompter: any Prompter, terminal: SystemTerminal?) {
        let style = Style(presentation)
        switch presentation.form {
        case .plain:
            return (SilentPrompter(style: style, write: Output.conversation), nil)
        case .line:
            let terminal = try SystemTerminal()
            return (LinePrompter(terminal: terminal, style: style, clock: ContinuousClock()), terminal)
        case .rich:
            let terminal = try SystemTerminal()
            return (RichPrompter(terminal: terminal, style: style, clock: ContinuousClock()), terminal)
        }
    }

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
        let lines = try LineQueue(print)
        // Beside events in JSON, words for people are no results.
        let printer = EventPrinter(
            width: { SavedTerminal.size(of: (asJSON ? StandardStream.error : .output).rawValue)?.columns },
            write: asJSON ? Output.say : lines.put)
        let output: any EventSink = asJSON ? MessagePrinter(write: lines.put) : printer
        let mqtt = try MQTTPublisher(settings, locations)
        let bus = EventBus(
            to: [output] + (mqtt.map { [$0] } ?? []), life: String(Int(Date().timeIntervalSince1970 * 1000), radix: 36)
        )
        let listener = sources?.listening.capture.map { LeaseListener($0) }
        let loop = ControlLoop(
            bridges, settings: settings, lanes: lanes, state: locations.state, dialer: try dialer(), sink: bus,
            callbacks: callbacks,
            relocation: try sources.map { try relocation($0, listener, EntryStore(locations), locations, printer) },
            pollLimit: polls,
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
            + (mqtt.map { [.init(service: MQTTService(publisher: $0, loop: loop))] } ?? [])
            + (notice.map { [.init(service: $0)] } ?? [])
            + (listener.map { [.init(service: LoopLosses(listener: $0))] } ?? [])
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        do {
            try await group.run()
        } catch {
            await lines.end()
            throw error
        }
        await lines.end()
        withExtendedLifetime(lock) {}
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
