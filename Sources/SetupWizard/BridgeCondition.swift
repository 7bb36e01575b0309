public import Entries
public import Guidance
public import NukiDomain

/// How a configured bridge is, after a look that changes nothing.
public struct BridgeCondition: Hashable, Sendable {
    /// What came of a signed request.
    public enum Answer: Hashable, Sendable {
        /// It signs in.
        case online(latency: Duration, devices: Int)
        /// It refuses the stored token.
        case refused
        /// It could not be asked.
        case failed(Diagnosis)
    }

    /// A new address that was followed.
    public struct Move: Hashable, Sendable {
        /// Where it was before.
        public let from: Host
        /// How long ago it was followed.
        public let ago: Duration

        /// Puts the two together.
        public init(from: Host, ago: Duration) {
            self.from = from
            self.ago = ago
        }
    }

    /// The bridge.
    public let entry: BridgeEntry
    /// What came of asking it.
    public let answer: Answer
    /// Its last move, where it is recent.
    public var move: Move?
    /// What calls itself this bridge and has other hardware.
    public var doubts: [Diagnosis]
    /// The kernel knows the entry's own hardware behind its address: the bridge's clock may be looked for there.
    public var hardwareMatches: Bool

    /// Takes them all.
    public init(
        entry: BridgeEntry, answer: Answer, move: Move? = nil, doubts: [Diagnosis] = [], hardwareMatches: Bool = false
    ) {
        self.entry = entry
        self.answer = answer
        self.move = move
        self.doubts = doubts
        self.hardwareMatches = hardwareMatches
    }
}
