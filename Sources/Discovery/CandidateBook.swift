public import NukiDomain
public import Sightings

/// Turns sightings into candidates: one for each bridge, with everything that speaks for its address.
///
/// A REQUEST is a wish and the newest wish counts. A NAK of the same transaction and hardware address takes the wish
/// back, until a server grants it after all. A source that is trusted less never moves a bridge away from where a better
/// one saw it. A name that was heard of hardware without an IPv4 address, as in DHCPv6, waits for a source that knows
/// the address of that hardware. The book is bounded: under a flood of made-up names the oldest go.
public struct CandidateBook: Sendable {
    /// What one sighting changed.
    public enum Change: Hashable, Sendable {
        /// A bridge that was not known, or one known by its address alone that has a hardware id now.
        case found(BridgeCandidate)
        /// A known bridge at another address.
        case moved(BridgeCandidate, from: IPv4Address)
        /// A further source speaks for a known bridge's address.
        case confirmed(BridgeCandidate)
        /// The address is not the bridge's after all.
        case withdrawn(BridgeCandidate)
    }

    /// The most bridges that are remembered at a time.
    public static let capacity = 64

    private var pages: [Page] = []
    /// Names whose address nobody told yet, the oldest first.
    private var placeless: [Placeless] = []

    private struct Placeless {
        let mac: MACAddress
        let hostName: String
        let id: BridgeID
        let heard: BridgeCandidate.Evidence
    }

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

    /// Whether the name of a bridge waits for the address of its hardware.
    public var lacksAddresses: Bool { !placeless.isEmpty }

    /// Whether this hardware is one that a name waits for.
    public func lacksAddress(of mac: MACAddress?) -> Bool { placeless.contains { $0.mac == mac } }

    /// Takes one sighting; nil when it says nothing new about a bridge.
    public mutating func take(_ sighting: Sighting) -> Change? {
        switch sighting.claim {
        case .wish, .granted: record(sighting)
        case .refused: withdraw(sighting)
        }
    }

    private mutating func record(_ sighting: Sighting) -> Change? {
        guard let (hostName, id) = identity(of: sighting) else { return nil }
        guard let address = sighting.address else {
            guard let mac = sighting.mac, let hostName, let id else { return nil }
            return take(
                Placeless(
                    mac: mac, hostName: hostName, id: id,
                    heard: BridgeCandidate.Evidence(source: sighting.source, seen: sighting.seen)))
        }
        var news = BridgeCandidate(
            id: id, hostName: hostName, address: address, port: sighting.port, mac: sighting.mac,
            serverID: sighting.serverID, source: sighting.source, interface: sighting.interface, seen: sighting.seen)
        if let index = placeless.firstIndex(where: { $0.mac == sighting.mac }) {
            let name = placeless.remove(at: index)
            if id == nil { news = news.named(name.hostName, name.id, by: name.heard) }
        }
        return record(news, of: sighting)
    }

    /// A name of hardware without an address: it stands by the page of that hardware, or waits for one.
    private mutating func take(_ name: Placeless) -> Change? {
        placeless.removeAll { $0.mac == name.mac }
        // Of a bridge that is known at an address, the name alone is no news.
        guard !pages.contains(where: { !$0.isWithdrawn && $0.candidate.id == name.id }) else { return nil }
        guard let index = pages.firstIndex(where: { !$0.isWithdrawn && $0.candidate.mac == name.mac }) else {
            if placeless.count == Self.capacity { placeless.removeFirst() }
            placeless.append(name)
            return nil
        }
        let old = pages[index].candidate
        guard old.id == nil else { return nil }
        pages[index].candidate = old.named(name.hostName, name.id, by: name.heard)
        return .found(absorbNameless(into: index))
    }

    private mutating func record(_ news: BridgeCandidate, of sighting: Sighting) -> Change? {
        let id = news.id
        let known = id.flatMap { id in pages.firstIndex { $0.candidate.id == id } }
        guard let index = known ?? pages.firstIndex(where: { $0.candidate.isOne(with: news) }) else {
            guard isHint(sighting, id) else { return nil }
            if pages.count == Self.capacity { pages.removeFirst() }
            pages.append(Page(candidate: news, transaction: sighting.transaction))
            return .found(news)
        }
        return update(index, with: news, of: sighting)
    }

    private mutating func update(_ index: Int, with news: BridgeCandidate, of sighting: Sighting) -> Change? {
        let before = pages[index]
        let old = before.candidate
        guard before.isWithdrawn ? isHint(sighting, news.id) : old.address == news.address || news.isBelieved(over: old)
        else { return nil }
        let isAtPlace = old.address == news.address && !before.isWithdrawn
        pages[index] = Page(
            candidate: isAtPlace ? old.confirmed(by: news) : news.moved(from: old),
            transaction: sighting.source == .dhcp ? sighting.transaction : before.transaction)
        let candidate = absorbNameless(into: index)
        if before.isWithdrawn || (old.id == nil && candidate.id != nil) { return .found(candidate) }
        if !isAtPlace { return .moved(candidate, from: old.address) }
        return candidate.evidence.count > old.evidence.count ? .confirmed(candidate) : nil
    }

    /// Pages without a hardware id that turn out to be this one's bridge are no pages of their own any more.
    private mutating func absorbNameless(into index: Int) -> BridgeCandidate {
        var candidate = pages[index].candidate
        let others = pages.indices.filter {
            $0 != index && pages[$0].candidate.id == nil && pages[$0].candidate.isOne(with: candidate)
        }
        for other in others where pages[other].candidate.address == candidate.address && !pages[other].isWithdrawn {
            candidate = candidate.confirmed(by: pages[other].candidate)
        }
        pages[index].candidate = candidate
        for other in others.reversed() { pages.remove(at: other) }
        return candidate
    }

    /// What a sighting calls the device; nil for a device that calls itself something else than a bridge does.
    ///
    /// Servers seldom repeat a name, so an ACK without one has that of its REQUEST. In DHCP a name is the test, and a
    /// table without names says only that somebody is there.
    private func identity(of sighting: Sighting) -> (hostName: String?, id: BridgeID?)? {
        for name in sighting.hostNames {
            if let id = CandidateRule.bridgeID(inHostName: name) { return (name, id) }
        }
        guard sighting.hostNames.isEmpty else { return nil }
        guard sighting.source == .dhcp else { return (nil, nil) }
        if let name = placeless.first(where: { $0.mac == sighting.mac }) { return (name.hostName, name.id) }
        guard sighting.claim == .granted else { return nil }
        return pages.first { $0.isOf(sighting) }.map { ($0.candidate.hostName, $0.candidate.id) }
    }

    /// Whether a sighting speaks of a bridge that nobody else spoke of: one with a bridge's name, one that looks like a
    /// bridge from where it was seen, or one of Nuki's hardware addresses.
    private func isHint(_ sighting: Sighting, _ id: BridgeID?) -> Bool {
        switch sighting.source {
        case .dhcp: id != nil
        case .scan, .cloud: true
        case .leases, .neighbours: id != nil || sighting.mac?.isOfNuki == true
        }
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
