import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import NukiDomain
import PacketCapture
import SetupWizard
import Sightings
import TerminalUI

/// Puts the rooms together: the one type that chooses what stands behind each protocol.
enum Composition {
    /// How long a search listens unless told otherwise.
    static let searchTime = Duration.seconds(90)

    /// The way to bridges: libcurl, and this machine's clock.
    static func dialer() throws -> BridgeDialer {
        BridgeDialer(fetcher: try fetcher())
    }

    private static func fetcher() throws -> any HTTPFetching { told(try CurlFetcher()) }

    /// Sends requests, and tells of them where that was asked for.
    static func told(_ fetcher: CurlFetcher) -> any HTTPFetching {
        Manner.current.loudness == .verbose ? ToldFetcher(fetcher) : fetcher
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

    /// The hosts on the networks of the interfaces that were named or are usable, as the kernel knows them.
    static func neighbourhood(_ interfaces: [String]) -> Neighbourhood {
        let table = NeighbourTable(interfaces: interfaces.isEmpty ? nil : Set(interfaces))
        // Without a list of networks no address is reached, and without the table no hardware is known: nothing is signed
        // for a new address then.
        return Neighbourhood(
            networks: { (try? networks(interfaces)) ?? [] }, neighbours: { (try? table.neighbours()) ?? [] })
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
            dialer: try dialer(), neighbourhood: neighbourhood(settings.interfaces),
            lanes: try Folders.lanes(locations), gap: .seconds(settings.requestGapSeconds), wishes: settings.devices)
    }

    /// What the wizard works with: one request at a time to each bridge, beside whatever else talks to it.
    static func setupWork(
        _ place: SearchPlace, _ store: EntryStore, _ locations: Locations, _ settings: LoopSettings,
        _ request: SetupRequest, finger: (@Sendable () async -> Void)?
    ) throws -> SetupWork {
        let gap = Duration.seconds(settings.requestGapSeconds)
        let turns = try turns(of: try store.load().entries, locations, gap)
        return SetupWork(
            place: place, dialer: BridgeDialer(fetcher: turns), neighbourhood: neighbourhood(settings.interfaces),
            turns: turns, gap: gap, locations: locations, store: store,
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
}
