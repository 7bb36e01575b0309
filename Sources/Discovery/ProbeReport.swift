public import BridgeAPI
public import NukiDomain

/// What a sign-in test found out about a bridge.
public struct ProbeReport: Sendable {
    /// The hardware id it says it has.
    public let id: BridgeID
    /// Its id in Nuki's cloud list.
    public let serverID: BridgeID?
    /// Its firmware.
    public let firmware: String?
    /// Its devices, and what could not be read of the list.
    public let listing: DeviceListing
    /// The sign-in that worked.
    public let mode: AuthMode
    /// How long the signed `/info` took.
    public let latency: Duration
    /// Seconds by which the bridge says that its clock is ahead of this machine's; negative when it is slow.
    public let clockOffset: Int?
    /// Seconds by which stamps for this bridge are to be moved: ``clockOffset`` as far as it is believed.
    public let stampOffset: Int
    /// What a person should know, although it works.
    public let findings: [Finding]
    /// The hardware address behind the address that was asked, where this machine's kernel knows it.
    public var hardware: MACAddress?

    /// Puts the parts together.
    public init(
        id: BridgeID, serverID: BridgeID?, firmware: String?, listing: DeviceListing, mode: AuthMode,
        latency: Duration, clockOffset: Int?, stampOffset: Int, findings: [Finding]
    ) {
        self.id = id
        self.serverID = serverID
        self.firmware = firmware
        self.listing = listing
        self.mode = mode
        self.latency = latency
        self.clockOffset = clockOffset
        self.stampOffset = stampOffset
        self.findings = findings
    }

    /// Something odd about a bridge that works.
    public enum Finding: Hashable, Sendable {
        /// The token has only this many characters.
        case weakToken(Int)
        /// Signed stamps are refused and the clocks differ by this many seconds, bridge minus this machine.
        case clockDiffers(Int)
        /// The bridge accepts stamps of its own time, which differs by this many seconds, bridge minus this machine.
        case signsByBridgeClock(Int)
        /// The encrypted sign-in is refused and no difference of the clocks explains it; the firmware, where it is known.
        case encryptedRefused(firmware: String?)
        /// An element of the device list made no sense.
        case unreadableDevice(String)
    }
}
