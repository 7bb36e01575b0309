import NukiDomain

/// The body of an order, read strictly: an unknown key or a value that makes no sense is named.
struct ControlBody {
    /// One JSON object, or nothing.
    let bytes: [UInt8]

    /// Reads it.
    func read<Body: Decodable>(_ type: Body.Type) throws(ControlError) -> Body {
        do {
            return try JSONText.fromOwnFile(Body.self, bytes.isEmpty ? Array("{}".utf8) : bytes)
        } catch {
            throw .body(error)
        }
    }
}

/// `{}`
struct NoKeys: Decodable {
    private enum Key: CodingKey, CaseIterable {}

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
    }
}

/// `{"device": "Front door"}`
struct DeviceKeys: Decodable {
    let device: String

    private enum Key: String, CodingKey, CaseIterable { case device }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        device = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .device)
    }
}

/// `{"device": "Front door", "state": 3}`
struct StateKeys: Decodable {
    let device: String
    let state: StateWord

    private enum Key: String, CodingKey, CaseIterable { case device, state }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        device = try fields.decode(String.self, forKey: .device)
        state = try fields.decode(StateWord.self, forKey: .state)
    }
}

/// `{"device": "Front door", "percent": 12, "critical": true}`
struct BatteryKeys: Decodable {
    let device: String
    let percent: Int?
    let critical: Bool?

    private enum Key: String, CodingKey, CaseIterable { case device, percent, critical }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        device = try fields.decode(String.self, forKey: .device)
        percent = try fields.readIfPresent(.percent) { (0...100).contains($0) ? $0 : nil }
        critical = try fields.decodeIfPresent(Bool.self, forKey: .critical)
        guard percent != nil || critical != nil else { throw fields.fault(.missingKey, .percent) }
    }
}

/// `{"offset": -430}`
struct ClockKeys: Decodable {
    let offset: Int

    private enum Key: String, CodingKey, CaseIterable { case offset }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        offset = try fields.read(.offset) { Household.clockOffsets.contains($0) ? $0 : nil }
    }
}

/// `{"seconds": 30}`
struct FreezeKeys: Decodable {
    let seconds: Double

    private enum Key: String, CodingKey, CaseIterable { case seconds }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        seconds = try fields.read(.seconds) { SimulatedTime.durations.contains($0) ? $0 : nil }
    }
}

/// `{"host": "127.0.0.2", "port": 8081}`
struct MoveKeys: Decodable {
    let host: Host?
    let port: UInt16?

    private enum Key: String, CodingKey, CaseIterable { case host, port }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        // Which rule a text breaks is plain from the body.
        host = try fields.readTextIfPresent(.host) { try? Host(parsing: $0) }
        port = try fields.readIfPresent(.port) { UInt16(exactly: $0 as Int) }
        guard host != nil || port != nil else { throw fields.fault(.missingKey, .port) }
    }
}
