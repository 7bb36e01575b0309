/// Changes of devices that are still to be told, in the order in which that will be done.
///
/// Dropping, doubling, delaying and reordering happen here; the queue neither waits nor sends.
struct CallbackQueue: Sendable {
    /// One change.
    struct Event: Sendable {
        /// What is posted.
        let body: String
        /// To whom, in order.
        let urls: [CallbackURL]
        /// Not before this time.
        let due: Moment
        /// If the first one fails, the others are told nothing.
        let firstBlocks: Bool
    }

    /// More than so many are too many for a bridge: the oldest are lost.
    static let longest = 64

    private var waiting: [Event] = []
    private var held: Event?
    private var seen = 0

    /// Nothing to tell.
    init() {}

    /// Adds a change that happened at a time.
    mutating func add(
        _ body: String, to urls: [CallbackURL], at now: Moment, _ faults: CallbackFaults,
        scaled: (Duration) -> Duration
    ) {
        seen += 1
        if let every = faults.dropEvery, seen.isMultiple(of: every) { return }
        let event = Event(
            body: body, urls: faults.isDoubled ? urls.flatMap { [$0, $0] } : urls,
            due: now.advanced(by: scaled(.seconds(faults.delay))), firstBlocks: faults.firstBlocks)
        if faults.isReordered, held == nil {
            held = event
            return
        }
        waiting += [event] + (held.map { [$0] } ?? [])
        held = nil
        if waiting.count > Self.longest { waiting.removeFirst(waiting.count - Self.longest) }
    }

    /// Takes the next one out.
    mutating func next() -> Event? {
        waiting.isEmpty ? nil : waiting.removeFirst()
    }
}
