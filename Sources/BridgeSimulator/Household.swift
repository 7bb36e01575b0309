public import NukiDomain

/// A bridge and its devices as they are before anybody asks anything: what a simulation begins with.
public struct Household: Sendable {
    /// The hardware id.
    public var id: BridgeID
    /// The id in its DHCP host name; another one makes it a bridge that pretends to be somebody else's.
    public var announcedID: BridgeID
    /// The id by which Nuki's servers know the bridge; on real bridges never equal to the hardware id.
    public var serverID: BridgeID
    /// Firmware of the bridge.
    public var firmware: String
    /// Firmware of its Wi-Fi chip.
    public var wifiFirmware: String
    /// The secret that requests are signed with.
    public var token: BridgeToken
    /// The hardware address that its DHCP messages carry.
    public var mac: MACAddress
    /// Seconds by which the bridge's clock is ahead; negative when it is slow.
    public var clockOffset: Int
    /// False when `/auth` was switched off and answers 403.
    public var isAuthEnabled: Bool
    /// Locks and openers in the order of `/list`.
    public var devices: [HouseholdDevice]
    /// What is wrong from the start.
    public var faults = Faults()

    /// What ``clockOffset`` may be, from outside: a century either way. What lies beyond is no date that bridges can write.
    public static let clockOffsets = -3_155_760_000...3_155_760_000

    /// The newest firmware of a Bridge 2.0 that was seen.
    public static let newestFirmware = "2.18.0"
    /// A Wi-Fi firmware that goes with it.
    public static let newestWifiFirmware = "2.2.0"

    /// Puts the parts together; no two devices may have the same type and id.
    public init(
        id: BridgeID, serverID: BridgeID, firmware: String = newestFirmware, wifiFirmware: String = newestWifiFirmware,
        token: BridgeToken, mac: MACAddress, clockOffset: Int = 0, isAuthEnabled: Bool = true,
        devices: [HouseholdDevice]
    ) {
        self.id = id
        announcedID = id
        self.serverID = serverID
        self.firmware = firmware
        self.wifiFirmware = wifiFirmware
        self.token = token
        self.mac = mac
        self.clockOffset = clockOffset
        self.isAuthEnabled = isAuthEnabled
        self.devices = devices
    }

    /// The token in clear, which `/auth` gives away: it guards nothing but a simulation.
    public var tokenText: String { token.text }
}
