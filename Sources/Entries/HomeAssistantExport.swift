public import NukiDomain

/// An export for Home Assistant.
public struct HomeAssistantExport: Hashable, Sendable {
    /// The file and what to know about it.
    public let export: Export
    /// The same as values to type into Home Assistant's own form, one form a bridge: the safe way.
    public let forms: [HomeAssistantForm]
}

/// What Home Assistant's form for a Nuki bridge asks.
public struct HomeAssistantForm: Hashable, Sendable {
    /// The bridge it is for.
    public let bridge: BridgeID
    /// "Host".
    public let host: String
    /// "Port".
    public let port: UInt16
    /// "Access token": in clear only if the export was asked for tokens.
    public let token: String
    /// "Encrypt token".
    public let encryptsToken: Bool

    init(_ entry: BridgeEntry, _ data: HomeAssistantStorage.ConnectionData) {
        bridge = entry.id
        host = data.host
        port = data.port
        token = data.token
        encryptsToken = data.encrypt_token ?? true
    }
}
