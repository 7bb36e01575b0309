import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import PacketCapture
import SetupWizard
import Sightings
import Synchronization

/// Where a search of the wizard looks, opened anew for each search.
enum SearchPlace: Sendable {
    /// On the network: every search opens its captures, so the right to do so is kept.
    case network(DiscoveryOptions)
    /// In a capture file; loopback addresses count for a bridge that is simulated on this machine.
    case file(DiscoveryOptions, path: String, loopbackCounts: Bool, title: String)

    /// Nowhere: where the bridge is stands in its entry.
    case nowhere

    /// What one search is made of.
    struct Opened: Sendable {
        let sources: [any SightingSource]
        /// Where addresses may be looked at.
        let networks: [LocalNetwork]
        /// Where the address of hardware is looked up whose name alone was heard; nil where that is no source.
        var neighbours: NeighbourTable?
        /// Why DHCP is not among the sources although it should be.
        let deafness: CaptureError?
    }

    /// Where the flags say that a search looks.
    static func chosen(_ options: DiscoveryOptions) -> SearchPlace {
        guard let file = options.read else { return .network(options) }
        return .file(options, path: file, loopbackCounts: false, title: "Reading \(file.safeForDisplay)")
    }

    /// What is looked at, for people: "Looking on eth0, 192.168.1.0/24".
    func title(_ scope: SearchScope) -> String {
        switch self {
        case .network(let options):
            let places = options.within(scope).placesForDisplay
            return "Looking on \(places.isEmpty ? "every interface" : places.joined(separator: ", "))"
        case .file(_, _, _, let title): return title
        case .nowhere: return ""
        }
    }

    var limit: Duration? {
        switch self {
        case .network(let options): options.timeout?.duration ?? Composition.searchTime
        case .file, .nowhere: nil
        }
    }

    /// Why DHCP cannot be listened to, found out by trying; nil where it can be, or is not wanted.
    func deafness() throws -> CaptureError? {
        guard case .network(let options) = self else { return nil }
        let chosen = try options.chosenSources(ProcessInfo.processInfo.environment)
        do throws(CaptureError) {
            return try Listening(options, chosen).deafness
        } catch {
            guard error.isOfThisMachine else { throw error }
            return error
        }
    }

    /// Opens what is to be looked at; without the right to listen, the rest, if there is any.
    func open(_ scope: SearchScope, port: Port, tell: @escaping @Sendable (SearchNews) -> Void) throws -> Opened {
        switch self {
        case .network(let flags):
            let options = flags.within(scope)
            let chosen = try options.chosenSources(ProcessInfo.processInfo.environment, in: scope)
            let listening = try Listening(options, chosen)
            let sources = try options.watched(
                chosen, listening.capture.map { LeaseListener($0) }, port: port, tell: tell)
            if listening.deafness != nil { tell(.source(.dhcp, .unusable)) }
            return Opened(
                sources: sources, networks: try Composition.networks(options.interfaces),
                neighbours: chosen.contains(.neighbours) ? Composition.neighbours(options) : nil,
                deafness: listening.deafness)
        case .file(let options, let path, let loopbackCounts, _):
            let listener = LeaseListener(
                try ReplayCapture(reading: path, carrying: LeaseListener.carries), loopbackCounts: loopbackCounts)
            return Opened(
                sources: try options.watched(
                    options.chosenSources([:], in: scope), listener, port: port, tell: tell),
                networks: try Composition.networks(options.interfaces, loopbackCounts: loopbackCounts), deafness: nil)
        case .nowhere: return Opened(sources: [], networks: [], deafness: nil)
        }
    }
}

extension DiscoveryOptions {
    /// The same on the interface that a person chose.
    fileprivate func within(_ scope: SearchScope) -> DiscoveryOptions {
        var options = self
        if let interface = scope.interface { options.interfaces = [interface] }
        return options
    }

    /// What to look by once a person agreed to the cloud, or to go on without listening.
    fileprivate func chosenSources(
        _ environment: [String: String], in scope: SearchScope
    ) throws(Diagnosis) -> [Sighting.Source] {
        let chosen = try chosenSources(environment)
        return Sighting.Source.allCases.filter { source in
            switch source {
            case .dhcp: chosen.contains(.dhcp) && scope.listens
            case .cloud: chosen.contains(.cloud) || scope.asksCloud
            case .leases, .neighbours, .scan: chosen.contains(source)
            }
        }
    }

    /// The interfaces that are looked on, each with its network where it has one: `eth0, 192.168.1.0/24`.
    fileprivate var placesForDisplay: [String] {
        // A machine that does not tell is one where the words stay general.
        guard let networks = try? Composition.networks(interfaces) else { return interfaces.map(\.safeForDisplay) }
        let named = networks.map { "\($0.interface.safeForDisplay), \($0.prefix)" }
        return named.count == 1 ? named : networks.map(\.interface.safeForDisplay)
    }

    /// The sources, each of which tells what it is at.
    fileprivate func watched(
        _ chosen: [Sighting.Source], _ listener: LeaseListener?, port: Port,
        tell: @escaping @Sendable (SearchNews) -> Void
    ) throws -> [any SightingSource] {
        // Each has its line from the beginning: what is known at once, and last what is waited for.
        for kind in [Sighting.Source.neighbours, .leases, .scan, .cloud] where chosen.contains(kind) {
            tell(.source(kind.addressSource, .looking))
        }
        if listener != nil { tell(.source(.dhcp, .listening)) }
        return try chosen.flatMap { kind in
            // Of a source that cannot be used, nothing was read.
            let isSilent = Mutex(false)
            return try Composition.sources(self, [kind], listener, port: port) { remark in
                if let state = remark.end {
                    isSilent.withLock { $0 = true }
                    tell(.source(kind.addressSource, state))
                }
                if remark.isWorthSaying { tell(.remark(Diagnosis(remark))) }
            }.map { source in
                WatchedSource(kind, source) { state in
                    if !isSilent.withLock({ $0 }) { tell(.source(kind.addressSource, state)) }
                }
            }
        }
    }
}

extension LocalNetwork {
    /// Such as `192.168.1.0/24`.
    fileprivate var prefix: String {
        let hostBits = UInt32(32 - prefixLength)
        let first = hostBits == 32 ? 0 : (ownAddress.rawValue >> hostBits) << hostBits
        return "\(IPv4Address(rawValue: first))/\(prefixLength)"
    }
}

extension SourceRemark {
    /// What the source is at after it, where nothing comes from it any more.
    fileprivate var end: SourceState? {
        switch self {
        case .neighboursUnreadable, .cloudSilent, .cloudRefused, .scanFindsNoNetwork: .unusable
        case .leasesMissing: .absent
        case .leasesUnreadable, .leasesUnknown, .leasesEnded, .cloudHides, .scanNarrowed: nil
        }
    }

    /// It may be why a bridge is not found.
    fileprivate var isWorthSaying: Bool {
        switch self {
        case .leasesMissing, .leasesEnded: false
        case .neighboursUnreadable, .cloudSilent, .cloudRefused, .scanFindsNoNetwork, .leasesUnreadable, .leasesUnknown,
            .cloudHides, .scanNarrowed:
            true
        }
    }
}

/// The capture of a search, or why there is none.
struct Listening: Sendable {
    let capture: (any PacketSource)?
    let deafness: CaptureError?

    /// Opens the capture if DHCP is among the sources. That it cannot is an error only where nothing else is left.
    init(
        _ options: DiscoveryOptions, _ chosen: [Sighting.Source], following: InterfaceFollowing? = nil
    ) throws(CaptureError) {
        guard chosen.contains(.dhcp) else {
            capture = nil
            deafness = nil
            return
        }
        do throws(CaptureError) {
            capture = try Composition.capture(options, following: following)
            deafness = nil
        } catch {
            guard chosen != [.dhcp], error.isOfThisMachine else { throw error }
            capture = nil
            deafness = error
        }
    }
}

extension CaptureError {
    /// Nothing that was named on the command line is the reason.
    fileprivate var isOfThisMachine: Bool {
        switch self {
        case .noRight, .noInterface: true
        case .noSuchInterface, .interfaceDown, .linkType, .lost, .notOpened, .unreadable, .endsEarly, .unwritable,
            .other:
            false
        }
    }
}
