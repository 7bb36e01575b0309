import FoundationEssentials
import NukiDomain

/// `.storage/core.config_entries` as Home Assistant 2025.4 to 2026.2 writes it, keys spelled as there.
struct HomeAssistantStorage: Encodable {
    let version = 1
    let minor_version = 5
    let key = "core.config_entries"
    let data: Entries

    init(entries: [Entry]) {
        data = Entries(entries: entries)
    }

    struct Entries: Encodable {
        let entries: [Entry]
    }

    /// Exactly the sixteen keys that have to be there.
    struct Entry: Encodable {
        let created_at: String
        let data: ConnectionData
        let disabled_by = Null()
        let discovery_keys: [String: [String]] = [:]
        let domain = "nuki"
        let entry_id: String
        let minor_version = 1
        let modified_at: String
        let options: [String: String] = [:]
        let pref_disable_new_entities = false
        let pref_disable_polling = false
        let source = "user"
        let subentries: [String] = []
        let title: String
        let unique_id: String
        let version = 1

        init(id: ULID, bridge: BridgeID, date: Date, data: ConnectionData) {
            created_at = Self.text(date)
            modified_at = created_at
            entry_id = id.description
            title = bridge.unpaddedHex
            unique_id = bridge.unpaddedHex
            self.data = data
        }

        /// `2026-01-01T00:00:00.000000+00:00`, as Python's `isoformat` gives it, for any time after 1970.
        private static func text(_ date: Date) -> String {
            let microseconds = Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
            let whole = WireTime.text(Date(timeIntervalSince1970: Double(microseconds / 1_000_000))).dropLast()
            let digits = String(microseconds % 1_000_000)
            return "\(whole).\(String(repeating: "0", count: 6 - digits.count))\(digits)+00:00"
        }
    }

    /// How the bridge is reached; `encrypt_token` stands only where it is false, as in native entries.
    struct ConnectionData: Encodable {
        let host: String
        let port: UInt16
        let token: String
        let encrypt_token: Bool?
    }

    /// A key that has to be there and to say nothing; an optional would leave the key out.
    struct Null: Encodable {
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        }
    }
}
