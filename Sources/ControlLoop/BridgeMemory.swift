import BridgeAPI
import FoundationEssentials
import NukiDomain

/// What of one bridge has to outlast a restart of the loop: `STATE/bridges/1A2B3C4D.json`.
struct BridgeMemory: Hashable, Sendable {
    /// The last part of the path that the bridge reports to: 32 hex digits.
    var callbackSecret: String
    /// What is kept of each device that was ever listed.
    var devices: [DeviceKey: DeviceMemory]

    /// Nothing but a new secret.
    init() {
        callbackSecret = Hex.lower((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        devices = [:]
    }

    /// The path that the bridge reports to.
    var callbackPath: String { "/callback/\(callbackSecret)" }
}

/// What of one device has to outlast a restart.
struct DeviceMemory: Hashable, Sendable {
    /// The part of its entity ids that never changes, whatever it is called later.
    let slug: String
    /// What it has, as far as its fields were ever seen.
    var entities: Set<DeviceEntity> = [.lock]
    /// Its bell; nil before its state was known.
    var ring: RingRecord?
    /// When it was asked for its state unasked, within the last day.
    var reads: [Date] = []
}

extension BridgeMemory: Codable {
    private struct Row: Codable {
        let id: String
        let type: Int
        let slug: String
        let entities: [DeviceEntity]
        let bell: Bell?
        let reads: [String]?
    }

    private struct Bell: Codable {
        let listed: String?
        let unconfirmed: String?
    }

    private enum Key: String, CodingKey {
        case schema, callback, devices
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard try container.decode(Int.self, forKey: .schema) == 1 else { throw container.fault(.badValue, .schema) }
        callbackSecret = try container.readText(.callback) { text in
            text.utf8.count == 32 && Hex.bytes(text) != nil ? text : nil
        }
        devices = [:]
        for row in try container.decode([Row].self, forKey: .devices) {
            guard let id = BridgeID(hex: row.id) else { throw container.fault(.badValue, .devices) }
            var memory = DeviceMemory(slug: row.slug)
            memory.entities = Set(row.entities)
            memory.ring = row.bell.map { bell in
                RingRecord(
                    listed: bell.listed.flatMap { WireTime.date($0) },
                    unconfirmed: bell.unconfirmed.flatMap { WireTime.date($0) })
            }
            memory.reads = (row.reads ?? []).compactMap { WireTime.date($0) }
            devices[DeviceKey(type: DeviceType(rawValue: row.type), id: NukiID(rawValue: id.rawValue))] = memory
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .schema)
        try container.encode(callbackSecret, forKey: .callback)
        let rows = devices.map { key, device in
            Row(
                id: key.id.description, type: key.type.rawValue, slug: device.slug,
                entities: device.entities.sorted { $0.rawValue < $1.rawValue },
                bell: device.ring.map {
                    Bell(listed: $0.listed.map(WireTime.text), unconfirmed: $0.unconfirmed.map(WireTime.text))
                }, reads: device.reads.isEmpty ? nil : device.reads.map(WireTime.text))
        }
        try container.encode(rows.sorted { ($0.id, $0.type) < ($1.id, $1.type) }, forKey: .devices)
    }
}
