import Discovery
import Entries
import Guidance
public import NukiDomain
public import Sightings

/// A hint that one configured bridge may be at an address.
public struct MoveClaim: Hashable, Sendable {
    /// Where.
    public let address: IPv4Address
    /// How it is known.
    public let source: Sighting.Source

    /// Puts the two together.
    public init(address: IPv4Address, source: Sighting.Source) {
        self.address = address
        self.source = source
    }
}

extension MoveClaim: CustomStringConvertible {
    /// `192.168.1.77 (DHCP)`.
    public var description: String { "\(address) (\(source.words))" }
}

extension Sighting {
    /// Whether this speaks of a configured bridge: by its name's hardware id, its hardware address or its id at Nuki's
    /// servers. All three can be forged; they only say where to look.
    func speaks(of entry: BridgeEntry) -> Bool {
        hostNames.contains { CandidateRule.bridgeID(inHostName: $0) == entry.id }
            || (mac != nil && mac == entry.mac)
            || (serverID != nil && serverID?.rawValue == entry.serverID)
    }
}
