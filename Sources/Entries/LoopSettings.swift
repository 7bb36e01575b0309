import NukiDomain

/// The control loop's settings: `settings.json`, every key optional.
public struct LoopSettings: Hashable, Sendable {
    /// Seconds from one poll of a bridge to the next; an entry may have its own.
    public var pollSeconds: Double
    /// Seconds between two requests to one bridge, which serves one at a time.
    public var requestGapSeconds: Double

    /// Takes any values: the bounds are for what is read from the file.
    public init(pollSeconds: Double = 30, requestGapSeconds: Double = 1) {
        self.pollSeconds = pollSeconds
        self.requestGapSeconds = requestGapSeconds
    }

    /// The file's values, the defaults where it has none or is not there, and over both the variables
    /// `KEYTURN_POLL_SECONDS` and `KEYTURN_REQUEST_GAP_SECONDS`.
    ///
    /// A variable may shorten a trial and is not held to the file's bounds; it has to be a number of seconds above zero
    /// (a gap may be zero) and at most a day.
    public static func load(
        _ locations: Locations, environment: [String: String]
    ) throws(ConfigurationError) -> LoopSettings {
        var settings = LoopSettings()
        if let bytes = try OwnFile.bytes(at: locations.settings) {
            settings = try OwnFile.decode(LoopSettings.self, bytes, path: locations.settings)
        }
        try seconds("KEYTURN_POLL_SECONDS", environment) { $0 > 0 }.map { settings.pollSeconds = $0 }
        try seconds("KEYTURN_REQUEST_GAP_SECONDS", environment) { $0 >= 0 }.map { settings.requestGapSeconds = $0 }
        return settings
    }

    private static let longest = 86_400.0

    private static func seconds(
        _ name: String, _ environment: [String: String], _ fits: (Double) -> Bool
    ) throws(ConfigurationError) -> Double? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let value = Double(text), value <= longest, fits(value) else {
            throw .badVariable(name: name, value: text)
        }
        return value
    }
}

extension LoopSettings: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case pollSeconds = "poll_seconds"
        case requestGapSeconds = "request_gap_seconds"
    }

    /// Reads what is there and refuses unknown keys and numbers out of bounds.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: CodingKeys.self)
        self.init()
        let container = try decoder.container(keyedBy: CodingKeys.self)
        pollSeconds = try container.number(.pollSeconds, in: 10...600) ?? pollSeconds
        requestGapSeconds = try container.number(.requestGapSeconds, in: 0.5...60) ?? requestGapSeconds
    }
}

extension KeyedDecodingContainer {
    /// A number within bounds, nil where the key is missing or null.
    fileprivate func number(_ key: Key, in bounds: ClosedRange<Double>) throws -> Double? {
        guard let number = try decodeIfPresent(Double.self, forKey: key) else { return nil }
        guard bounds.contains(number) else {
            throw fault(.outOfRange(least: bounds.lowerBound, most: bounds.upperBound), key)
        }
        return number
    }
}
