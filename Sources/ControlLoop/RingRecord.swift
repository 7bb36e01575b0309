import FoundationEssentials

/// Which rings of one bell were told, so that each is told once: across polls, callbacks, restarts and crashes.
///
/// A ring is known by its time on the bridge's clock. What a callback alone says is told at once and remembered apart:
/// it may be forged, and then must not hide a true one.
struct RingRecord: Hashable, Sendable {
    /// A ring that is older than this when it becomes known opens no door any more.
    private static let freshness: TimeInterval = 30
    /// A time further ahead of the bridge's clock than this is no ring.
    private static let furthestAhead: TimeInterval = 60
    /// Two rings are at least so far apart.
    private static let shortestPause: TimeInterval = 2

    /// The newest ring that the bridge's list showed; nil before the first.
    private(set) var listed: Date?
    /// A ring that a callback told of and no list has shown.
    private(set) var unconfirmed: Date?
    /// When a ring was told last, by the bridge's clock; not kept across restarts.
    private var told: Date?

    /// What there is to tell.
    enum Finding: Hashable, Sendable {
        case nothing
        /// The bell rings.
        case ring(Date)
        /// The bell rang too long ago.
        case missed(Date)
    }

    /// The first sight of a bell: whenever it rang before is no news.
    init(listed: Date?, unconfirmed: Date? = nil) {
        self.listed = listed
        self.unconfirmed = unconfirmed
    }

    /// Takes what a list shows; a list that was asked for later shows the newest ring.
    ///
    /// - Parameter now: by the bridge's clock.
    mutating func take(listed ring: Date, at now: Date) -> Finding {
        guard ring != listed else { return .nothing }
        let wasTold = ring == unconfirmed
        listed = ring
        unconfirmed = nil
        guard !wasTold, ring.timeIntervalSince(now) <= Self.furthestAhead else { return .nothing }
        return now.timeIntervalSince(ring) > Self.freshness ? .missed(ring) : tell(ring, at: now)
    }

    /// Takes what a callback says; one that is late, or tells of an old ring, waits for the list.
    ///
    /// - Parameter now: by the bridge's clock.
    mutating func take(unconfirmed ring: Date, at now: Date) -> Finding {
        guard ring > listed ?? .distantPast, ring > unconfirmed ?? .distantPast,
            ring.timeIntervalSince(now) <= Self.furthestAhead, now.timeIntervalSince(ring) <= Self.freshness
        else { return .nothing }
        unconfirmed = ring
        return tell(ring, at: now)
    }

    private mutating func tell(_ ring: Date, at now: Date) -> Finding {
        if let told, abs(now.timeIntervalSince(told)) < Self.shortestPause { return .nothing }
        told = now
        return .ring(ring)
    }
}
