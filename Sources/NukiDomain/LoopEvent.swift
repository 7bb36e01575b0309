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
        /// Three requests in a row went unanswered at this address.
        case bridgeUnreachable(at: Host, reason: String)
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
        /// Something its owner should know, and no change of state.
        case notice(BridgeNotice)
        /// A device was listed that was not there before; the first poll adds them all.
        case deviceAdded(DeviceSnapshot)
        /// A device is no longer listed.
        case deviceRemoved(DeviceSnapshot)
        /// Any value of a device changed, or went stale, or its bell no longer counts as ringing.
        case deviceChanged(from: DeviceSnapshot, to: DeviceSnapshot)
        /// The bridge's own list agrees with what a callback said; `from` is what the list said before that.
        case deviceConfirmed(from: DeviceSnapshot, to: DeviceSnapshot)
        /// The bell of an opener rang, at this time by the bridge's clock: told once, within 30 s.
        case ring(DeviceSnapshot, at: Date)
        /// The bell rang too long ago for anybody to open a door now.
        case ringMissed(DeviceSnapshot, at: Date)
        /// What came of a command.
        case commandResult(CommandReport)
    }
}

/// Takes events from the control loop. Must not block: whoever is slow keeps a bounded queue of its own.
public protocol EventSink: Sendable {
    /// Takes one event.
    func take(_ event: LoopEvent) async
}
