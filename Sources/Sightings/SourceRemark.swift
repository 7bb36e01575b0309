public import HTTPFetch
public import Linux
public import NukiDomain

/// What a source of sightings has to say beside them: none of it keeps the other sources from looking.
public enum SourceRemark: Hashable, Sendable {
    /// The kernel does not tell its neighbours.
    case neighboursUnreadable(SystemError)
    /// A lease file cannot be read; `EFBIG` beyond 8 MiB.
    case leasesUnreadable(path: String, SystemError)
    /// No DHCP server known here writes a file like that.
    case leasesUnknown(path: String)
    /// Leases of a file that have ended: they are left out.
    case leasesEnded(path: String, count: Int)
    /// This machine has none of the usual lease files.
    case leasesMissing
    /// Nuki's directory did not answer.
    case cloudSilent(HTTPError)
    /// Nuki's directory answered something else than a list.
    case cloudRefused(status: Int)
    /// A bridge is in the directory without its address: discovery is switched off on it.
    case cloudHides(serverID: BridgeID)
    /// A network is larger than what a scan looks at; only the addresses around our own are.
    case scanNarrowed(LocalNetwork)
    /// No network of the house's is there to be scanned.
    case scanFindsNoNetwork
}
