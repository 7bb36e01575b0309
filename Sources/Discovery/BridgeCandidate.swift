public import FoundationEssentials
public import NukiDomain
public import Sightings

/// A bridge that somebody heard of and nobody has proved yet.
public struct BridgeCandidate: Hashable, Sendable {
    /// One way in which it is known to be where it is.
    public struct Evidence: Hashable, Sendable {
        /// The way.
        public let source: Sighting.Source
        /// When it last said so.
        public let seen: Date
    }

    /// The hardware id from its host name; nil where only its address speaks for it.
    public private(set) var id: BridgeID?
    /// The host name as it was sent.
    public private(set) var hostName: String?
    /// Where it is said to live.
    public let address: IPv4Address
    /// Its port, where a directory names one.
    public private(set) var port: Port?
    /// Its hardware address, where one was said.
    public private(set) var mac: MACAddress?
    /// Its id in Nuki's directory.
    public private(set) var serverID: BridgeID?
    /// The interface it was heard on; nil from a file.
    public private(set) var interface: String?
    /// Everything that speaks for the address, the most trustworthy first; never empty.
    public private(set) var evidence: [Evidence]
    /// How it is known best.
    public private(set) var source: Sighting.Source
    /// When it was last heard.
    public private(set) var seen: Date

    /// Puts the parts together.
    public init(
        id: BridgeID?, hostName: String?, address: IPv4Address, port: Port? = nil, mac: MACAddress? = nil,
        serverID: BridgeID? = nil, source: Sighting.Source, interface: String? = nil, seen: Date
    ) {
        self.id = id
        self.hostName = hostName
        self.address = address
        self.port = port
        self.mac = mac
        self.serverID = serverID
        self.source = source
        self.interface = interface
        self.seen = seen
        evidence = [Evidence(source: source, seen: seen)]
    }

    /// Whether the two are taken for one bridge: by the first of hardware id, server id and hardware address that both
    /// have, else by the address.
    func isOne(with other: BridgeCandidate) -> Bool {
        if let id, let otherID = other.id { return id == otherID }
        if let serverID, let otherID = other.serverID { return serverID == otherID }
        if let mac, let otherMAC = other.mac { return mac == otherMAC }
        return address == other.address
    }

    /// Whether this one's address counts where the other names another.
    func isBelieved(over other: BridgeCandidate) -> Bool { source.trust >= other.source.trust }

    /// The same with what another source, or the same one again, says of the bridge at this address.
    func confirmed(by other: BridgeCandidate) -> BridgeCandidate {
        var result = self
        // Where the two differ, the better source is believed; of equal ones, the later.
        let isBetter = other.isBelieved(over: self)
        result.id = isBetter ? other.id ?? id : id ?? other.id
        result.hostName = isBetter ? other.hostName ?? hostName : hostName ?? other.hostName
        result.mac = isBetter ? other.mac ?? mac : mac ?? other.mac
        result.interface = isBetter ? other.interface ?? interface : interface ?? other.interface
        result.port = other.port ?? port
        result.serverID = other.serverID ?? serverID
        let sources = Set(other.evidence.map(\.source))
        result.evidence = (other.evidence + evidence.filter { !sources.contains($0.source) })
            .sorted { $0.source.trust > $1.source.trust }
        result.source = isBetter ? other.source : source
        result.seen = max(seen, other.seen)
        return result
    }

    /// The same with a name that was heard of this hardware, and of no address: the address is known as it was before.
    func named(_ hostName: String, _ id: BridgeID, by heard: Evidence) -> BridgeCandidate {
        var result = self
        result.id = id
        result.hostName = hostName
        result.evidence = ([heard] + evidence.filter { $0.source != heard.source })
            .sorted { $0.source.trust > $1.source.trust }
        result.seen = max(seen, heard.seen)
        return result
    }

    /// The same bridge at this address, with what was known of it elsewhere and is not said anew.
    func moved(from old: BridgeCandidate) -> BridgeCandidate {
        var result = self
        result.id = id ?? old.id
        result.hostName = hostName ?? old.hostName
        result.mac = mac ?? old.mac
        result.serverID = serverID ?? old.serverID
        return result
    }
}
