public import NukiDomain
public import Sightings

/// Turns sightings into candidates: one for each hardware id, with the address it asked for last.
///
/// A REQUEST is a wish and the newest wish counts. A NAK of the same transaction and hardware address takes the wish
/// back, until a server grants it after all. The book is bounded: under a flood of made-up names the oldest go.
public struct CandidateBook: Sendable {
    /// What one sighting changed.
    public enum Change: Hashable, Sendable {
        /// A bridge that was not known.
        case found(BridgeCandidate)
        /// A known bridge at another address.
        case moved(BridgeCandidate, from: IPv4Address)
        /// The address is not the bridge's after all.
        case withdrawn(BridgeCandidate)
    }

    /// The most bridges that are remembered at a time.
    public static let capacity = 64

    private var pages: [Page] = []

    private struct Page {
        var candidate: BridgeCandidate
        var transaction: UInt32?
        var isWithdrawn = false

        /// The answer belongs to this bridge's own transaction.
        func isOf(_ answer: Sighting) -> Bool {
            candidate.mac != nil && candidate.mac == answer.mac && transaction == answer.transaction
        }
    }

    /// Begins with nothing.
    public init() {}

    /// The bridges whose address still stands, in the order they were first heard.
    public var candidates: [BridgeCandidate] {
        pages.filter { !$0.isWithdrawn }.map(\.candidate)
    }

    /// Whether a candidate's address is still the one to find its bridge at.
    func holds(_ candidate: BridgeCandidate) -> Bool {
        pages.contains {
            !$0.isWithdrawn && $0.candidate.id == candidate.id && $0.candidate.address == candidate.address
        }
    }

    /// Takes one sighting; nil when it says nothing new about a bridge.
    public mutating func take(_ sighting: Sighting) -> Change? {
        switch sighting.claim {
        case .wish, .granted: record(sighting)
        case .refused: withdraw(sighting)
        }
    }

    private mutating func record(_ sighting: Sighting) -> Change? {
        guard let address = sighting.address, let (hostName, id) = identity(of: sighting) else { return nil }
        let candidate = BridgeCandidate(
            id: id, hostName: hostName, address: address, mac: sighting.mac, source: sighting.source,
            interface: sighting.interface, seen: sighting.seen)
        guard let index = pages.firstIndex(where: { $0.candidate.id == id }) else {
            if pages.count == Self.capacity { pages.removeFirst() }
            pages.append(Page(candidate: candidate, transaction: sighting.transaction))
            return .found(candidate)
        }
        let before = pages[index]
        pages[index] = Page(candidate: candidate, transaction: sighting.transaction)
        if before.isWithdrawn { return .found(candidate) }
        return before.candidate.address == address ? nil : .moved(candidate, from: before.candidate.address)
    }

    /// The first name that is a bridge's; servers seldom repeat it, so an ACK without one has that of its REQUEST.
    private func identity(of sighting: Sighting) -> (hostName: String, id: BridgeID)? {
        for name in sighting.hostNames {
            if let id = CandidateRule.bridgeID(inHostName: name) { return (name, id) }
        }
        guard sighting.claim == .granted, sighting.hostNames.isEmpty else { return nil }
        return pages.first { $0.isOf(sighting) }.map { ($0.candidate.hostName, $0.candidate.id) }
    }

    /// A NAK names no address and ends its own exchange; DECLINE and RELEASE name the address that is given back.
    private mutating func withdraw(_ sighting: Sighting) -> Change? {
        let index = pages.firstIndex { page in
            !page.isWithdrawn
                && (sighting.address == nil
                    ? page.isOf(sighting)
                    : page.candidate.mac == sighting.mac && page.candidate.address == sighting.address)
        }
        guard let index else { return nil }
        pages[index].isWithdrawn = true
        return .withdrawn(pages[index].candidate)
    }
}
