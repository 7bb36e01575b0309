import NukiDomain

/// One config entry of Home Assistant.
struct HomeAssistantEntry {
    private let value: OutsideValue

    init(_ value: OutsideValue) {
        self.value = value
    }

    /// Belongs to the Nuki integration.
    var isNuki: Bool { value["domain"]?.text == "nuki" }

    /// What Home Assistant shows; old ones are numbers.
    var title: String { value["title"]?.text ?? value["title"]?.number.map(String.init) ?? "" }

    /// The version of the integration that wrote it.
    var version: Int { value["version"]?.number ?? 1 }

    /// A find that somebody chose to ignore.
    var isIgnored: Bool { value["source"]?.text == "ignore" }

    /// Switched off by a person, or by Home Assistant.
    var isDisabled: Bool { !(value["disabled_by"] ?? .null).isNull }

    /// The bridge's id as it stands there.
    var spelledID: String { value["unique_id"]?.text ?? value["unique_id"]?.number.map(String.init) ?? "" }

    /// The bridge's hardware id: hex, padded or not; a number in entries of old times.
    var id: BridgeID? {
        if case .whole(let number)? = value["unique_id"] { return UInt32(exactly: number).map(BridgeID.init) }
        return BridgeID(hex: spelledID) ?? UInt32(spelledID).map(BridgeID.init)
    }

    /// The hardware address, where a DHCP message announced the bridge.
    var mac: MACAddress? {
        let keys = value["discovery_keys"]?["dhcp"]?.list ?? []
        return keys.lazy.compactMap { $0["key"]?.text.flatMap(Hex.bytes) }.first { $0.count == 6 }
            .flatMap { MACAddress($0.map(Hex.lower).joined(separator: ":")) }
    }

    /// How the bridge is reached: `host`, `port`, `token`, and `encrypt_token`, whose absence means true.
    var connection: OutsideValue { value["data"] ?? .null }
}

extension OutsideValue {
    fileprivate var isNull: Bool { self == .null }
}
