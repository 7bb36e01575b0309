public import Discovery
public import Entries
import NukiDomain
public import Sightings

extension BridgeCandidate {
    /// What to call it on a screen: its own name, or what stands for one.
    public var title: String {
        if let hostName { return hostName.safeForDisplay }
        if let serverID { return "server id \(serverID)" }
        return "device without a name"
    }

    /// It has a name, or an id that stands for one.
    public var isNamed: Bool { hostName != nil || serverID != nil }

    /// How it is known, best first, such as `DHCP, lease file`.
    public var knownBy: String { evidence.map { $0.source.words }.joined(separator: ", ") }

    /// What an entry says of where its address comes from.
    public var addressSource: AddressSource { source.addressSource }
}

extension Sighting.Source {
    /// What people call it.
    public var words: String {
        switch self {
        case .dhcp: "DHCP"
        case .leases: "lease file"
        case .neighbours: "neighbour table"
        case .scan: "scan"
        case .cloud: "cloud directory"
        }
    }

    /// What an entry calls it.
    public var addressSource: AddressSource {
        switch self {
        case .dhcp: .dhcp
        case .leases: .leases
        case .neighbours: .neighbours
        case .scan: .scan
        case .cloud: .cloud
        }
    }
}
