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

extension BridgeLog: Decodable {
    /// Reads an array of entries, each by itself.
    public init(from decoder: any Decoder) throws {
        var entries: [Entry] = []
        var unreadable: [String] = []
        let elements = try decoder.singleValueContainer().decode([Lenient<Entry>].self)
        for (index, element) in elements.enumerated() {
            switch element.result {
            case .success(let entry): entries.append(entry)
            case .failure: unreadable.append("entry \(index + 1) of the log has no readable type")
            }
        }
        self.entries = entries
        self.unreadable = unreadable
    }
}

extension BridgeLog.Entry: Decodable {
    /// Reads one entry; only its type has to be there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: LogKey.self)
        guard let type = fields.text(.type) else {
            throw DecodingError.dataCorruptedError(forKey: .type, in: fields, debugDescription: "no type")
        }
        self.type = type
        time = fields.time(.timestamp)
        device = fields.device
        var extras: [String: LogValue] = [:]
        for key in fields.allKeys where !LogKey.known.contains(key.stringValue) {
            // What is no single value is left out.
            extras[key.stringValue] = try? fields.decode(LogValue.self, forKey: key)
        }
        self.extras = extras
    }
}

extension KeyedDecodingContainer<LogKey> {
    /// Here alone, ids are eight hex digits; a number is taken as everywhere else.
    fileprivate var device: NukiID? {
        if let text = text(.nukiID), let id = BridgeID(hex: text) { return NukiID(rawValue: id.rawValue) }
        return id(.nukiID).map(NukiID.init(rawValue:))
    }
}

private struct LogKey: CodingKey {
    static let timestamp = LogKey("timestamp")
    static let type = LogKey("type")
    static let nukiID = LogKey("nukiId")
    static let known: Set = ["timestamp", "type", "nukiId"]

    let stringValue: String
    let intValue: Int? = nil

    private init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
