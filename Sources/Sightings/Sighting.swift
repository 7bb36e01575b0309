public import FoundationEssentials
public import NukiDomain

/// Something on the network that says who it is: a hint where a bridge may be, never a proof.
///
/// Anybody on the same network can forge one, and the same device is seen again and again.
public struct Sighting: Hashable, Sendable {
    /// How it came to be known.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// A DHCP message that was overheard.
        case dhcp
        /// The lease file of a DHCP server on this machine.
        case leases
        /// The kernel's table of neighbours.
        case neighbours
        /// A look at every address of the network.
        case scan
        /// Nuki's public directory.
        case cloud
    }

    /// What is said of ``address``.
    public enum Claim: Hashable, Sendable {
        /// The device asks for it or is offered it (DISCOVER, OFFER, REQUEST): mostly all that can be heard.
        case wish
        /// The device has it (ACK, INFORM).
        case granted
        /// The device does not get it, or no longer has it (NAK, which names no address; DECLINE, RELEASE).
        ///
        /// With two servers on a network, one may refuse what the other grants: a later sighting counts again.
        case refused
    }

    /// How it came to be known.
    public let source: Source
    /// What is said of the address.
    public let claim: Claim
    /// The names the device gives itself, option 12 before option 81, each with its domain if it has one.
    ///
    /// They come from the network: only `safeForDisplay` of them goes to a screen or a log.
    public let hostNames: [String]
    /// The device's hardware address.
    public let mac: MACAddress?
    /// The address spoken of.
    public let address: IPv4Address?
    /// The interface it was heard on; nil from a file.
    public let interface: String?
    /// The DHCP exchange it belongs to (`xid`): a refusal withdraws the wish of the same exchange and device. 0 for what
    /// was not overheard.
    public let transaction: UInt32
    /// The port that a directory names; nil where nobody speaks of one.
    public let port: Port?
    /// The id in Nuki's directory, which is not the hardware id.
    public let serverID: BridgeID?
    /// A relay passed it on: the device is on another network.
    public let isRelayed: Bool
    /// When it was heard, the frame's time; of a table, a file or a directory, when it was read.
    public let seen: Date

    /// Puts a sighting together.
    public init(
        source: Source = .dhcp, claim: Claim, hostNames: [String], mac: MACAddress?, address: IPv4Address?,
        interface: String? = nil, transaction: UInt32 = 0, port: Port? = nil, serverID: BridgeID? = nil,
        isRelayed: Bool = false, seen: Date
    ) {
        self.source = source
        self.claim = claim
        self.hostNames = hostNames
        self.mac = mac
        self.address = address
        self.interface = interface
        self.transaction = transaction
        self.port = port
        self.serverID = serverID
        self.isRelayed = isRelayed
        self.seen = seen
    }
}
