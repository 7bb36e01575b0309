import FoundationEssentials
public import Linux
public import NukiDomain

/// The kernel's table of neighbours: hardware and IP addresses of hosts that this machine spoke to lately.
///
/// It has no names, and a bridge that nobody spoke to is not in it.
public struct NeighbourTable: SightingSource {
    /// One row that the kernel holds to be good, or held to be good when it last looked.
    public struct Neighbour: Hashable, Sendable {
        /// Its IP address.
        public let address: IPv4Address
        /// Its hardware address.
        public let mac: MACAddress
        /// Where it was met, such as `eth0`.
        public let interface: String
        /// It answered lately, or is being asked now; else it was there once (`NUD_STALE`).
        public let isFresh: Bool

        /// Puts a row together.
        public init(address: IPv4Address, mac: MACAddress, interface: String, isFresh: Bool) {
            self.address = address
            self.mac = mac
            self.interface = interface
            self.isFresh = isFresh
        }
    }

    /// Looks at neighbours on these interfaces only; nil looks at all.
    private let interfaces: Set<String>?

    private let remark: @Sendable (SourceRemark) -> Void

    /// - Parameters:
    ///   - interfaces: where neighbours count; nil for everywhere.
    ///   - remark: told when the kernel does not answer.
    public init(interfaces: Set<String>? = nil, remark: @escaping @Sendable (SourceRemark) -> Void = { _ in }) {
        self.interfaces = interfaces
        self.remark = remark
    }

    /// Every neighbour that is as good as known, in the order of their addresses.
    public func neighbours() throws(SystemError) -> [Neighbour] {
        // Each look at a name takes three system calls, and a table has many rows of few interfaces.
        var names: [UInt32: String?] = [:]
        return try NetlinkSocket().rows(of: .neighbours)
            .compactMap { Neighbour($0, &names) }
            .filter { interfaces?.contains($0.interface) ?? true }
            .sorted { ($0.address, $0.interface) < ($1.address, $1.interface) }
    }

    /// The table as it is now, without old addresses of hardware that has a fresh one; the stream ends with it and throws
    /// nothing.
    public func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        let time = Date()
        do throws(SystemError) {
            let all = try neighbours()
            let fresh = Set(all.filter(\.isFresh).map(\.mac))
            return .listing(
                all.filter { $0.isFresh || !fresh.contains($0.mac) }.map { neighbour in
                    Sighting(
                        source: .neighbours, claim: .granted, hostNames: [], mac: neighbour.mac,
                        address: neighbour.address, interface: neighbour.interface, seen: time)
                })
        } catch {
            remark(.neighboursUnreadable(error))
            return .listing([])
        }
    }
}

extension [NeighbourTable.Neighbour] {
    /// The hardware behind an address; nil where the kernel knows none, or more than one.
    public func hardwareAddress(of address: IPv4Address) -> MACAddress? {
        let found = Set(filter { $0.address == address }.map(\.mac))
        return found.count == 1 ? found.first : nil
    }
}

extension NeighbourTable.Neighbour {
    // `struct ndmsg`: family, three bytes of padding, index, state, flags, type. `NDA_DST` is 1, `NDA_LLADDR` is 2.
    fileprivate init?(_ row: NetlinkMessage, _ names: inout [UInt32: String?]) {
        guard let index = row.headNumber(at: 4, as: UInt32.self),
            let state = row.headNumber(at: 8, as: UInt16.self), state & Self.knownStates != 0,
            let address = IPv4Address(bytes: row.attributes[1]), let mac = MACAddress(bytes: row.attributes[2])
        else { return nil }
        let name = names[index] ?? InterfaceName.of(index: index)
        names[index] = name
        guard let interface = name else { return nil }
        self.init(address: address, mac: mac, interface: interface, isFresh: state & Self.stale == 0)
    }

    /// `NUD_REACHABLE`, `_STALE`, `_DELAY`, `_PROBE` and `_PERMANENT`; not `_INCOMPLETE`, `_FAILED` and `_NOARP`.
    private static let knownStates: UInt16 = 0x02 | stale | 0x08 | 0x10 | 0x80
    private static let stale: UInt16 = 0x04
}

extension MACAddress {
    /// Six bytes; nil for any other number of them, and for six zeros, which are nobody's.
    init?(bytes: [UInt8]?) {
        guard let bytes, bytes.count == 6, bytes.contains(where: { $0 != 0 }) else { return nil }
        self.init(rawValue: bytes.reduce(0) { $0 << 8 | UInt64($1) })
    }
}
