import Guidance
import NukiDomain
import PacketCapture
import Sightings

/// Where a search listens, opened once for each search.
enum SearchPlace: Sendable {
    /// On the network: every search opens its captures anew, so the right to do so is kept.
    case network(DiscoveryOptions, title: String)
    /// In a capture file; loopback addresses count for a bridge that is simulated on this machine.
    case file(String, loopbackCounts: Bool, title: String)

    var title: String {
        switch self {
        case .network(_, let title), .file(_, _, let title): title
        }
    }

    var limit: Duration? {
        switch self {
        case .network(let options, _): options.timeout?.duration ?? Composition.searchTime
        case .file: nil
        }
    }

    func open() throws(CaptureError) -> any SightingSource {
        switch self {
        case .network(let options, _): Composition.listener(try Composition.capture(options))
        case .file(let path, let loopbackCounts, _):
            Composition.listener(
                try ReplayCapture(reading: path, carrying: LeaseListener.carries), loopbackCounts: loopbackCounts)
        }
    }
}
