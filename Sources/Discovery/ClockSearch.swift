public import BridgeAPI

/// The search for the time that a bridge thinks it is: stamps of other times, one after the other, until one is accepted.
public enum ClockSearch {
    /// Where to look, from this machine's time.
    public enum Direction: Hashable, Sendable, CaseIterable {
        /// A slow clock. A stamp of the past is worth nothing to whoever listens.
        case backward
        /// A clock that is ahead. Each stamp is a ticket to the door until its time has come and gone.
        case forward

        /// What stamps are moved by, in seconds, nearest first. A window of 60 s either way leaves no gap between two
        /// steps backward; forward they are closer, so that a ticket lives no longer than it must.
        public var offsets: [Int] {
            switch self {
            case .backward: (1...9).map { $0 * -100 }
            case .forward: (1...12).map { $0 * 50 }
            }
        }
    }

    /// How far a search has come.
    public struct Progress: Hashable, Sendable {
        /// Where it looks.
        public let direction: Direction
        /// The try under way, from 1.
        public let step: Int
        /// How many there are at most.
        public let steps: Int

        /// Puts the parts together.
        public init(_ direction: Direction, step: Int, steps: Int) {
            self.direction = direction
            self.step = step
            self.steps = steps
        }
    }

    /// How a search ended that found nothing.
    public enum End: Hashable, Sendable {
        /// Every time was refused.
        case exhausted
        /// The bridge was busy, did not answer, or said something else than 401.
        case failed(BridgeError)
        /// The bridge took twice as long as before to refuse.
        case slowed
        /// Somebody stopped it.
        case stopped
    }

    /// Between two tries.
    static let gap = Duration.seconds(2)
    /// An answer that comes faster is never slow.
    static let neverSlow = Duration.milliseconds(500)
}
