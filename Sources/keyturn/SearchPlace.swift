import FoundationEssentials
import Guidance
import NukiDomain
import PacketCapture
import Sightings

/// Where a search looks, opened once for each search.
enum SearchPlace: Sendable {
    /// On the network: every search opens its captures anew, so the right to do so is kept.
    case network(DiscoveryOptions, title: String)
    /// In a capture file; loopback addresses count for a bridge that is simulated on this machine.
    case file(DiscoveryOptions, path: String, loopbackCounts: Bool, title: String)

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

    var title: String {
        switch self {
        case .network(_, let title), .file(_, _, _, let title): title
        }
    }

    var limit: Duration? {
        switch self {
        case .network(let options, _): options.timeout?.duration ?? Composition.searchTime
        case .file: nil
        }
    }

    /// Opens what is to be looked at; without the right to listen, the rest, if there is any.
    func open(port: Port) throws -> Opened {
        switch self {
        case .network(let options, _):
            let chosen = try options.chosenSources(ProcessInfo.processInfo.environment)
            let listening = try Listening(options, chosen)
            return Opened(
                // A screen that asks has no place for remarks; `discover` tells them.
                sources: try Composition.sources(
                    options, chosen, listening.capture.map { LeaseListener($0) }, port: port
                ) { _ in },
                networks: try Composition.networks(options.interfaces),
                neighbours: chosen.contains(.neighbours) ? Composition.neighbours(options) : nil,
                deafness: listening.deafness)
        case .file(let options, let path, let loopbackCounts, _):
            let capture = try ReplayCapture(reading: path, carrying: LeaseListener.carries)
            let chosen = try options.chosenSources([:])
            return Opened(
                sources: try Composition.sources(
                    options, chosen, LeaseListener(capture, loopbackCounts: loopbackCounts), port: port
                ) { _ in },
                networks: try Composition.networks(options.interfaces, loopbackCounts: loopbackCounts), deafness: nil)
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
