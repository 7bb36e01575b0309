public import BridgeAPI
public import NukiDomain

/// What is stored of a bridge that may have moved, as far as somebody else could be told from it.
public struct BridgeRecord: Sendable {
    /// Its hardware id: public, so never enough.
    public let id: BridgeID
    /// Where it was reached last.
    public let endpoint: Endpoint
    /// Its hardware address; without one it is never followed unasked.
    public let mac: MACAddress?
    /// Its id at Nuki's servers, where it told one.
    public let serverID: BridgeID?
    /// The devices it is paired with.
    public let devices: Set<NukiID>
    /// Signs its requests.
    public let credential: Credential
    /// Seconds by which its stamps are moved.
    public let stampOffset: Int
    /// Its owner wants it to be followed.
    public let followsAddress: Bool

    /// Puts the parts together.
    public init(
        id: BridgeID, endpoint: Endpoint, mac: MACAddress?, serverID: BridgeID?, devices: Set<NukiID>,
        credential: Credential, stampOffset: Int = 0, followsAddress: Bool = true
    ) {
        self.id = id
        self.endpoint = endpoint
        self.mac = mac
        self.serverID = serverID
        self.devices = devices
        self.credential = credential
        self.stampOffset = stampOffset
        self.followsAddress = followsAddress
    }
}

extension BridgeRecord {
    /// What speaks against these details being this bridge's; nil where nothing does.
    ///
    /// Of the devices, `/info` names those in Bluetooth range. One that is stored and not named says nothing: its
    /// battery may be empty. One that is paired and not stored belongs to another house, or was paired since setup,
    /// which a person knows.
    func doubt(of details: BridgeDetails) -> ProofOfMove.Doubt? {
        guard BridgeIdentity.id(of: details.info, expected: id) == id else { return .otherBridge(details.info.id) }
        if let serverID, details.info.serverID != serverID { return .otherServerID(details.info.serverID) }
        let paired = details.inRange.filter { $0.isPaired == true }.map(\.key.id)
        return paired.first { !devices.contains($0) }.map { .strangeDevice($0) }
    }
}
