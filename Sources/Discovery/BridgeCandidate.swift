public import FoundationEssentials
public import NukiDomain
public import Sightings

/// A bridge that somebody heard of and nobody has proved yet.
public struct BridgeCandidate: Hashable, Sendable {
    /// The hardware id from its host name.
    public let id: BridgeID
    /// The host name as it was sent.
    public let hostName: String
    /// Where it is said to live.
    public let address: IPv4Address
    /// Its hardware address, where one was said.
    public let mac: MACAddress?
    /// How it is known.
    public let source: Sighting.Source
    /// The interface it was heard on; nil from a file.
    public let interface: String?
    /// When it was last heard.
    public let seen: Date

    /// Puts the parts together.
    public init(
        id: BridgeID, hostName: String, address: IPv4Address, mac: MACAddress? = nil, source: Sighting.Source,
        interface: String? = nil, seen: Date
    ) {
        self.id = id
        self.hostName = hostName
        self.address = address
        self.mac = mac
        self.source = source
        self.interface = interface
        self.seen = seen
    }
}
