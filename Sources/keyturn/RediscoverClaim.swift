import Discovery
import Entries
import NukiDomain
import Sightings

/// A hint that one configured bridge may be at an address.
struct RediscoverClaim: Hashable, Sendable {
    /// Where.
    let address: IPv4Address
    /// How it is known.
    let source: Sighting.Source
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
