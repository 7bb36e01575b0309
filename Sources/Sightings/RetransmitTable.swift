import FoundationEssentials
import NukiDomain

/// The last message of each device, to tell a retransmission, or one broadcast heard on two interfaces, from news.
///
/// It forgets the device that it knows longest first, so that a flood of made-up clients costs no memory.
struct RetransmitTable {
    private struct Last {
        let transaction: UInt32
        let type: UInt8?
        let address: IPv4Address?
        let time: Date
        let hasName: Bool
    }

    /// Clients send again after 4, 8, 16 … seconds (RFC 2131 section 4.1); a minute later it is worth telling again.
    static let window: TimeInterval = 60
    /// Devices that are remembered.
    static let capacity = 1024

    private var lasts: [MACAddress?: Last] = [:]
    private var order: [MACAddress?] = []
    private var oldest = 0
    // By the last bits of their addresses: nearly every device that is asked for has no mark, and need not be looked up.
    // A mark outlives its device, so that a flood makes the answer slower and not wrong.
    private var marks = [Bool](repeating: false, count: 1024)

    /// Whether the device is remembered.
    func knows(_ mac: MACAddress) -> Bool { marks[Self.mark(of: mac)] && lasts[mac] != nil }

    private static func mark(of mac: MACAddress) -> Int { Int(mac.rawValue & 1023) }

    /// Notes a message; false if it repeats the last one of its device within ``window``.
    ///
    /// A wish that is repeated after it was refused is news, and so is one that has a name now: some devices leave it
    /// out at first.
    mutating func isNews(_ sighting: Sighting, type: UInt8?) -> Bool {
        let mac = sighting.mac
        if let last = lasts[mac] {
            let age = abs(sighting.seen.timeIntervalSince(last.time))
            if last.transaction == sighting.transaction, last.type == type, last.address == sighting.address,
                last.hasName || sighting.hostNames.isEmpty, age < Self.window
            {
                return false
            }
        } else if order.count < Self.capacity {
            order.append(mac)
        } else {
            lasts[order[oldest]] = nil
            order[oldest] = mac
            oldest = (oldest + 1) % Self.capacity
        }
        if let mac { marks[Self.mark(of: mac)] = true }
        lasts[mac] = Last(
            transaction: sighting.transaction, type: type, address: sighting.address, time: sighting.seen,
            hasName: !sighting.hostNames.isEmpty)
        return true
    }
}
