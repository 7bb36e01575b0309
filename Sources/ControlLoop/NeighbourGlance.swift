import Linux
import NukiDomain
import Sightings

/// The kernel's neighbours as they were a second ago or later: what the polls of many bridges look at is read once.
actor NeighbourGlance {
    private static let lasts = Duration.seconds(1)

    private let read: @Sendable () -> [NeighbourTable.Neighbour]
    private let clock: any BootClock
    private var last: (neighbours: [NeighbourTable.Neighbour], time: Duration)?

    init(_ clock: any BootClock, read: @escaping @Sendable () -> [NeighbourTable.Neighbour]) {
        self.read = read
        self.clock = clock
    }

    /// The hardware behind an address; nil where the kernel knows none, or more than one.
    func hardwareAddress(of address: IPv4Address) -> MACAddress? {
        let now = clock.sinceBoot
        if let last, now - last.time < Self.lasts { return last.neighbours.hardwareAddress(of: address) }
        let neighbours = read()
        last = (neighbours, now)
        return neighbours.hardwareAddress(of: address)
    }
}
