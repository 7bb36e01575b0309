public import FoundationEssentials
public import NukiDomain

/// What a bridge remembers of its work (Bridge API 1.13.2, `/log`).
public struct BridgeLog: Hashable, Sendable {
    /// The entries that could be read, newest first.
    public let entries: [Entry]
    /// Why others could not, one text for each.
    public let unreadable: [String]

    /// One line of the log.
    public struct Entry: Hashable, Sendable {
        /// When it happened, by the bridge's clock.
        public let time: Date?
        /// Such as `HTTP-List` or `BLE-ConnectionTimeout`; firmware knows more types than any document.
        public let type: String
        /// The device it is about.
        public let device: NukiID?
        /// Everything else, such as `bleHandle` or `heapUsed`; a list or an object among it is left out.
        public let extras: [String: LogValue]
    }
}

extension BridgeLog {
    /// Reads a list of entries, each by itself; nil for what is no list.
    init?(_ value: OutsideValue) {
        let reading = ListReading(value, fault: { "entry \($0) of the log has no readable type" }, Entry.init)
        guard let reading else { return nil }
        entries = reading.elements
        unreadable = reading.unreadable
    }
}

extension BridgeLog.Entry {
    /// Reads one entry; only its type has to be there.
    init?(_ value: OutsideValue) {
        guard case .object(let members) = value, let type = value["type"]?.text else { return nil }
        self.type = type
        time = value["timestamp"]?.time
        device = value["nukiId"].flatMap(Self.device)
        let own = ["type", "timestamp", "nukiId"]
        extras = members.reduce(into: [:]) { extras, member in
            if !own.contains(member.name) { extras[member.name] = LogValue(member.value) }
        }
    }

    /// Here alone, ids are eight hex digits; a number is taken as everywhere else.
    private static func device(_ value: OutsideValue) -> NukiID? {
        let id = value.text.flatMap { BridgeID(hex: $0)?.rawValue } ?? value.id
        return id.map(NukiID.init(rawValue:))
    }
}
