import FoundationEssentials
import NukiDomain

/// What a DHCP server wrote down of one client.
struct Lease: Hashable {
    let address: IPv4Address
    var mac: MACAddress?
    /// As the client sent it, or as the server made it a name of its domain.
    var hostName: String?
    /// nil: it does not end, or nobody can say when.
    var ends: Date?
}

/// The leases of one file, read from its beginning: what stands later of an address replaces what stood before.
struct LeaseRoll {
    private var leases: [IPv4Address: Lease] = [:]

    /// Enters a lease.
    mutating func enter(_ lease: Lease) { leases[lease.address] = lease }

    /// Strikes out the lease of an address that was given back, or taken away.
    mutating func strike(_ address: IPv4Address) { leases[address] = nil }

    /// The leases that stand at a time, the one that ends last at the end, and how many others have ended.
    func standing(at time: Date) -> StandingLeases {
        let standing = leases.values
            .filter { $0.ends.map { $0 > time } ?? true }
            .sorted { ($0.ends ?? .distantFuture, $0.address) < ($1.ends ?? .distantFuture, $1.address) }
        return StandingLeases(leases: standing, ended: leases.count - standing.count)
    }
}

/// What of a file counts at a time.
struct StandingLeases: Hashable {
    /// The leases that stand.
    var leases: [Lease] = []
    /// How many have ended.
    var ended = 0
}
