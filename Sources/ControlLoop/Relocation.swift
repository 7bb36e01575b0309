import BridgeAPI
public import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import Sightings

/// Follows the bridges of a running loop to new addresses.
///
/// Nothing is asked of a bridge that is where it should be: the loop's polls show whether it left, and only then what
/// the sources saw is examined.
public struct Relocation: Sendable {
    private let means: MoveMeans
    private let feed: SightingFeed
    private let onProbe: @Sendable (BridgeEntry, MoveClaim) async -> Void
    private let warn: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - onProbe: called before signed requests go to a new address.
    ///   - warn: told why a bridge cannot be followed.
    public init(
        _ means: MoveMeans, _ feed: SightingFeed,
        onProbe: @escaping @Sendable (BridgeEntry, MoveClaim) async -> Void = { _, _ in },
        warn: @escaping @Sendable (any Error) -> Void
    ) {
        self.means = means
        self.feed = feed
        self.onProbe = onProbe
        self.warn = warn
    }

    /// The search that goes along with a bridge's polls.
    func search(for bridge: KnownBridge) -> MoveSearch {
        MoveSearch(for: bridge, means, .besidePolls, onProbe: onProbe, onUnsaved: warn)
    }

    /// Brings the searches what is seen, until the task is cancelled.
    func watch(for searches: @escaping @Sendable () async -> [MoveSearch]) async {
        await feed.deliver(to: searches)
    }

    /// Goes along with one bridge's polls, and brings its supervisor what is found, until the search is over or the task is
    /// cancelled.
    func follow(_ search: MoveSearch, _ supervisor: BridgeSupervisor, _ sink: any EventSink) async {
        async let _ = search.run()
        await tell(search, supervisor, sink)
    }

    private func tell(_ search: MoveSearch, _ supervisor: BridgeSupervisor, _ sink: any EventSink) async {
        do {
            for try await news in search.news {
                if let kind = LoopEvent.Kind(news, port: means.port) {
                    await sink.take(
                        LoopEvent(
                            at: means.dialer.now, bridge: news.entry.id, bridgeName: news.entry.name, kind: kind))
                    if case .bridgeMoved(_, let place, _) = kind { await supervisor.moved(to: place) }
                }
                // It is back: no reason to wait for the end of a long pause.
                if news.finding == .unchanged { await supervisor.moved(to: news.entry.endpoint) }
            }
        } catch {
            warn(error)
        }
    }
}

extension LoopEvent.Kind {
    /// What a search's news is to everybody else; nil for what the polls tell.
    fileprivate init?(_ news: MoveSearch.News, port: Port?) {
        switch news.finding {
        case .moved(let claim, _):
            self = .bridgeMoved(
                from: news.entry.endpoint,
                to: Endpoint(host: .address(.v4(claim.address)), port: port ?? news.entry.endpoint.port),
                by: claim.source.rawValue)
        case .doubtful(let claim, _), .unproved(let claim, _), .refused(let claim):
            guard let diagnosis = news.finding.diagnosis(of: news.entry) else { return nil }
            self = .bridgeDoubtful(at: .address(.v4(claim.address)), reason: diagnosis.why)
        case .unchanged, .sighted, .notFound: return nil
        }
    }
}
