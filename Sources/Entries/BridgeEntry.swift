public import FoundationEssentials
public import NukiDomain

/// One configured bridge: all that the control loop has to know of it, except its token.
public struct BridgeEntry: Hashable, Sendable {
    /// The bridge's hardware id; an entries file holds each only once.
    public let id: BridgeID
    /// What its owner calls it.
    public var name: String
    /// Where it was reached last.
    public var endpoint: Endpoint
    /// How requests are signed.
    public var auth: AuthMode
    /// Its id at Nuki's servers, where the bridge told it.
    public var serverID: UInt32?
    /// Its hardware address; without one the bridge is never followed to a new address.
    public var mac: MACAddress?
    /// Its firmware when the entry was written.
    public var firmware: String?
    /// Take over a new address once the bridge has proved to live there.
    public var followsAddress: Bool
    /// Whether it reports changes by itself.
    public var callback: CallbackMode
    /// Seconds from one poll to the next, 10 to 600; nil leaves it to the loop's settings.
    public var pollSeconds: Int?
    /// How the address became known.
    public var source: AddressSource
    /// The bridge's clock minus ours, in seconds: negative for a clock that is slow.
    public var clockOffset: Int
    /// The devices that it listed.
    public var devices: [EntryDevice]
    /// When it was first written, in whole seconds; the store keeps it.
    public internal(set) var created: Date
    /// When it was last changed, in whole seconds; the store sets it, and no two states of an entry share one.
    public internal(set) var modified: Date

    /// Puts the parts together; both times are the store's to set when it saves.
    public init(
        id: BridgeID, name: String, endpoint: Endpoint, auth: AuthMode, serverID: UInt32? = nil,
        mac: MACAddress? = nil, firmware: String? = nil, followsAddress: Bool = true, callback: CallbackMode = .auto,
        pollSeconds: Int? = nil, source: AddressSource, clockOffset: Int = 0, devices: [EntryDevice] = []
    ) {
        self.id = id
        self.name = name
        self.endpoint = endpoint
        self.auth = auth
        self.serverID = serverID
        self.mac = mac
        self.firmware = firmware
        self.followsAddress = followsAddress
        self.callback = callback
        self.pollSeconds = pollSeconds
        self.source = source
        self.clockOffset = clockOffset
        self.devices = devices
        created = Date(timeIntervalSince1970: 0)
        modified = created
    }
}

extension BridgeEntry {
    /// Was in an entries file once, this one or another.
    var isDated: Bool { created.timeIntervalSince1970 > 0 }

    /// The bounds of ``pollSeconds``.
    public static let pollBounds = 10...600
    /// The bounds of ``clockOffset``: a century either way, since a bridge without a clock begins with 1970.
    public static let offsetBounds = -3_200_000_000...3_200_000_000
}
