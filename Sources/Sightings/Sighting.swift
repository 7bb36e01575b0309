public import FoundationEssentials
public import NukiDomain

/// Something on the network that says who it is: a hint where a bridge may be, never a proof.
///
/// Anybody on the same network can forge one, and the same device is seen again and again.
public struct Sighting: Hashable, Sendable {
    /// How it came to be known.
    public enum Source: String, Sendable {
        /// A DHCP message that was overheard.
        case dhcp
    }

    /// What the message says of ``address``.
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
    /// The DHCP exchange it belongs to (`xid`): a refusal withdraws the wish of the same exchange and device.
    public let transaction: UInt32
    /// A relay passed it on: the device is on another network.
    public let isRelayed: Bool
    /// When it was heard: the frame's time.
    public let seen: Date

    /// Puts a sighting together.
    public init(
        source: Source = .dhcp, claim: Claim, hostNames: [String], mac: MACAddress?, address: IPv4Address?,
        interface: String? = nil, transaction: UInt32, isRelayed: Bool = false, seen: Date
    ) {
        self.source = source
        self.claim = claim
        self.hostNames = hostNames
        self.mac = mac
        self.address = address
        self.interface = interface
        self.transaction = transaction
        self.isRelayed = isRelayed
        self.seen = seen
    }
}
