public import NukiDomain

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

    init(_ bridge: BridgeID, _ data: HomeAssistantStorage.ConnectionData) {
        self.bridge = bridge
        host = data.host
        port = data.port
        token = data.token
        encryptsToken = data.encrypt_token ?? true
    }
}
