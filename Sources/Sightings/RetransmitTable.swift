import FoundationEssentials
import NukiDomain
import PacketWire

/// The last message of each exchange, to tell a retransmission, or one broadcast heard on two interfaces, from news.
///
/// It forgets the oldest exchange first, so that a flood of made-up clients costs no memory.
struct RetransmitTable {
    private struct Exchange: Hashable {
        let transaction: UInt32
        let mac: MACAddress?
    }

    private struct Last {
        let type: DHCPMessageType?
        let address: IPv4Address?
        let time: Date
    }

    /// Clients send again after 4, 8, 16 … seconds (RFC 2131 section 4.1); a minute later it is worth telling again.
    static let window: TimeInterval = 60
    /// Exchanges that are remembered.
    static let capacity = 1024

    private var lasts: [Exchange: Last] = [:]
    private var order: [Exchange] = []
    private var oldest = 0

    /// Notes a message; false if it repeats the last one of its exchange within ``window``.
    ///
    /// A wish that is repeated after it was refused is news.
    mutating func isNews(_ sighting: Sighting, type: DHCPMessageType?) -> Bool {
        let exchange = Exchange(transaction: sighting.transaction, mac: sighting.mac)
        if let last = lasts[exchange] {
            let age = abs(sighting.seen.timeIntervalSince(last.time))
            if last.type == type, last.address == sighting.address, age < Self.window { return false }
        } else if order.count < Self.capacity {
            order.append(exchange)
        } else {
            lasts[order[oldest]] = nil
            order[oldest] = exchange
            oldest = (oldest + 1) % Self.capacity
        }
        lasts[exchange] = Last(type: type, address: sighting.address, time: sighting.seen)
        return true
    }
}
