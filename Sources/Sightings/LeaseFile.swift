public import FoundationEssentials
import Glibc
import Linux

/// The lease files of a DHCP server on this machine, as they are now.
///
/// They are read once and never written. What is in them came from the network: any client chooses its name.
public struct LeaseFile: SightingSource {
    /// Where DHCP servers keep their leases unless told otherwise; the last one is a folder of files.
    public static let usualPaths = [
        "/var/lib/misc/dnsmasq.leases", "/var/lib/dnsmasq/dnsmasq.leases", "/etc/pihole/dhcp.leases",
        "/tmp/dhcp.leases", "/var/lib/dhcp/dhcpd.leases", "/var/lib/dhcpd/dhcpd.leases",
        "/var/lib/kea/kea-leases4.csv", "/var/lib/systemd/network/dhcp-server-lease",
    ]

    /// Leases of tens of thousands of clients fit.
    private static let largest = 8 << 20

    private let paths: [String]
    private let areNamed: Bool
    private let now: @Sendable () -> Date
    private let remark: @Sendable (SourceRemark) -> Void

    /// - Parameters:
    ///   - paths: files a person named; nil looks into the usual ones, of which most are missing.
    ///   - now: this machine's time: leases that have ended do not count.
    ///   - remark: told of each file that says nothing although it is there, or was named.
    public init(
        _ paths: [String]? = nil, now: @escaping @Sendable () -> Date = { Date() },
        remark: @escaping @Sendable (SourceRemark) -> Void = { _ in }
    ) {
        self.paths = paths ?? Self.usualPaths
        areNamed = paths != nil
        self.now = now
        self.remark = remark
    }

    /// The leases that stand, those of one file after those of another; the stream ends with them and throws nothing.
    public func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        let time = now()
        let read = paths.flatMap { files(at: $0) }.map { (path: $0, leases: leases(in: $0, at: time)) }
        if !areNamed, read.allSatisfy({ $0.leases == nil }) { remark(.leasesMissing) }
        for (path, leases) in read {
            if let ended = leases?.ended, ended > 0 { remark(.leasesEnded(path: path, count: ended)) }
        }
        let standing = read.flatMap { $0.leases?.leases ?? [] }
        return .listing(
            standing.map { lease in
                Sighting(
                    source: .leases, claim: .granted, hostNames: lease.hostName.map { [$0] } ?? [], mac: lease.mac,
                    address: lease.address, seen: time)
            })
    }

    /// A file is itself; a folder is what is in it.
    private func files(at path: String) -> [String] {
        do throws(SystemError) {
            guard try FileStatus.of(path)?.isFolder == true else { return [path] }
            return try FileSystem.names(in: path).map { "\(path)/\($0)" }
        } catch {
            remark(.leasesUnreadable(path: path, error))
            return []
        }
    }

    /// What counts of a file; nil where there is none, and empty for one that says nothing.
    private func leases(in path: String, at time: Date) -> StandingLeases? {
        let bytes: [UInt8]
        do throws(SystemError) {
            guard let content = try FileSystem.contents(of: path, limit: Self.largest, waits: false) else {
                if areNamed { remark(.leasesUnreadable(path: path, SystemError("open", number: ENOENT))) }
                return nil
            }
            bytes = content
        } catch {
            remark(.leasesUnreadable(path: path, error))
            return StandingLeases()
        }
        guard let leases = Self.leases(in: bytes, at: time) else {
            remark(.leasesUnknown(path: path))
            return StandingLeases()
        }
        return leases
    }

    /// The leases of a text that stand at a time; nil where no server writes like that.
    static func leases(in bytes: [UInt8], at time: Date) -> StandingLeases? {
        let lines = LeaseLines(bytes)
        var roll = LeaseRoll()
        switch LeaseFormat.of(lines) {
        case .dnsmasq: LeaseFormat.readDnsmasq(lines, into: &roll)
        case .dhcpd: LeaseFormat.readDhcpd(bytes, into: &roll)
        case .kea: LeaseFormat.readKea(lines, into: &roll)
        case .networkd: guard LeaseFormat.readNetworkd(bytes, into: &roll) else { return nil }
        // A server that has just begun, or only comments so far.
        case nil: return lines.allSatisfy { $0.isEmpty || $0.hasPrefix("#") } ? StandingLeases() : nil
        }
        return roll.standing(at: time)
    }
}
