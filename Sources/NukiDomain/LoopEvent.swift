public import FoundationEssentials

/// Something the control loop noticed about one bridge, for whoever prints, publishes or keeps it.
public struct LoopEvent: Hashable, Sendable {
    /// When it was noticed, by this machine's clock.
    public let at: Date
    /// The bridge it is about.
    public let bridge: BridgeID
    /// The bridge's name in its entry.
    public let bridgeName: String
    /// What happened.
    public let kind: Kind
    /// How it came to be known.
    public let source: ValueSource
    /// The bridge's own list says so, and not a callback alone.
    public let isConfirmed: Bool

    /// Puts the parts together.
    public init(
        at: Date, bridge: BridgeID, bridgeName: String, kind: Kind, source: ValueSource = .poll,
        isConfirmed: Bool = true
    ) {
        self.at = at
        self.bridge = bridge
        self.bridgeName = bridgeName
        self.kind = kind
        self.source = source
        self.isConfirmed = isConfirmed
    }

    /// What can happen.
    public enum Kind: Hashable, Sendable {
        /// The bridge answers, with this many devices; the first time, or again.
        case bridgeOnline(devices: Int)
        /// Three requests in a row went unanswered.
        case bridgeUnreachable(reason: String)
        /// The bridge refuses the stored token.
        case bridgeRefused
        /// Another bridge answers at the stored address.
        case bridgeReplaced(by: BridgeID)
        /// The bridge was proved to be at another address, and is asked there from now on.
        ///
        /// - Parameter by: the source that told of the address: `dhcp`, `neighbours`.
        case bridgeMoved(from: Endpoint, to: Endpoint, by: String)
        /// Something that calls itself this bridge appeared, and is not followed.
        case bridgeDoubtful(at: Host, reason: String)
        /// It says that its clock is this many seconds ahead of ours, too far for stamps to follow unasked.
        case bridgeClockDoubtful(offset: Int)
        /// A device was listed that was not there before; the first poll adds them all.
        case deviceAdded(Device)
        /// A device is no longer listed.
        case deviceRemoved(Device)
        /// Any value of a device changed.
        case deviceChanged(from: Device, to: Device)
        /// An element of the list made no sense; the others are unharmed.
        case deviceUnreadable(reason: String)
    }
}

/// Takes events from the control loop. Must not block: whoever is slow keeps a bounded queue of its own.
public protocol EventSink: Sendable {
    /// Takes one event.
    func take(_ event: LoopEvent) async
}
