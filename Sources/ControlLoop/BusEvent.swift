/// One event as other programs get it, numbered in the order in which it was noticed.
public struct BusEvent: Hashable, Sendable {
    /// 1, 2, 3 … since the loop began.
    public let number: Int
    /// `device.state`, `bridge.online` and so on.
    public let name: String
    /// One JSON object without a line end.
    public let json: String

    /// Puts the parts together.
    public init(number: Int, name: String, json: String) {
        self.number = number
        self.name = name
        self.json = json
    }
}

/// Where a reader of the bus stands: `LIFE-NUMBER`, the id of a server-sent event.
///
/// Numbers begin anew with every loop, so an id names the loop as well.
struct EventPosition: Hashable, Sendable, CustomStringConvertible {
    /// Tells the loops of one configuration apart.
    let life: String
    /// The last event that was read.
    let number: Int

    init(life: String, number: Int) {
        self.life = life
        self.number = number
    }

    /// Reads what ``description`` wrote; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let number = Int(parts[1]), number >= 0 else { return nil }
        self.init(life: String(parts[0]), number: number)
    }

    var description: String { "\(life)-\(number)" }
}
