public import Linux
public import NukiDomain

/// Numbers what the loop noticed, keeps the newest for whoever comes back, and hands it on.
///
/// The history is every reader's queue: one that is too slow finds its oldest events gone, and is told how many.
public actor EventBus: EventSink {
    /// What a reader gets at a time.
    struct Batch: Hashable, Sendable {
        /// Events that came after the last one and are no longer there.
        var lost = 0
        /// The others, oldest first.
        var events: [BusEvent] = []
        /// Where the reader stands now.
        var end: Int
        /// The loop ends: nothing more comes.
        var isOver = false
    }

    /// Where a reader begins.
    struct Start: Hashable, Sendable {
        /// The event that it read last.
        let number: Int
        /// It read of another loop last: what it missed cannot be said.
        var isUnknown = false
    }

    /// Tells this loop's numbers from those of the one before it.
    nonisolated let life: String
    private let capacity: Int
    private let clock: any BootClock
    private let sinks: [any EventSink]
    private var history: [BusEvent] = []
    private var newest = 0
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var tickets = 0
    private var isOver = false
    /// How often each kind of event was told of, for the metrics.
    private(set) var counts: [String: Int] = [:]
    /// How often each action ended in each way, for the metrics.
    private(set) var results: [CommandTally: Int] = [:]

    /// - Parameters:
    ///   - sinks: get every event as it is, one after the other.
    ///   - capacity: how many events are kept.
    ///   - life: a word without `-` that no loop of this configuration had before.
    public init(
        to sinks: [any EventSink] = [], capacity: Int = 1024, life: String, clock: any BootClock = ContinuousClock()
    ) {
        self.sinks = sinks
        self.capacity = capacity
        self.life = life
        self.clock = clock
    }

    /// Numbers one event, a line for each value that it is about, and hands it on.
    public func take(_ event: LoopEvent) async {
        if case .commandResult(let report) = event.kind { results[CommandTally(report), default: 0] += 1 }
        for message in event.messages {
            // Our own types: JSON has a word for each of their values.
            guard let json = try? JSONText.line(message) else { continue }
            publish(message.event, json: json)
        }
        for sink in sinks { await sink.take(event) }
    }

    /// Where somebody begins who read up to this id last, or who never read before.
    func start(after id: String?) -> Start {
        guard let id else { return Start(number: newest) }
        guard let position = EventPosition(id), position.life == life, position.number <= newest else {
            return Start(number: (history.first?.number ?? newest + 1) - 1, isUnknown: true)
        }
        return Start(number: position.number)
    }

    /// Ends every reader's waiting for good.
    func close() {
        isOver = true
        wakeAll()
    }

    private func wakeAll() {
        let woken = waiting.values
        waiting = [:]
        for reader in woken { reader.resume() }
    }

    private func publish(_ name: String, json: String) {
        newest += 1
        counts[name, default: 0] += 1
        history.append(BusEvent(number: newest, name: name, json: json))
        // Dropped by the dozen: moving the whole history for each event would cost more than the event.
        if history.count >= capacity + max(1, capacity / 16) { history.removeFirst(history.count - capacity) }
        wakeAll()
    }

    /// What came after an event, at once if there is anything; else waits for it, so long at most, or until cancelled.
    func batch(after number: Int, patience: Duration) async -> Batch {
        if number >= newest, !isOver { await wait(patience) }
        let fresh = history.suffix(min(history.count, capacity)).drop { $0.number <= number }
        let oldest = fresh.first?.number ?? newest + 1
        return Batch(lost: max(0, oldest - 1 - number), events: Array(fresh), end: newest, isOver: isOver)
    }

    private func wait(_ patience: Duration) async {
        tickets += 1
        let ticket = tickets
        let alarm = Task { [clock] in
            // Cancelled where an event came first.
            try? await clock.sleep(for: patience)
            self.wake(ticket)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting[ticket] = $0 }
        } onCancel: {
            Task { await self.wake(ticket) }
        }
        alarm.cancel()
    }

    private func wake(_ ticket: Int) {
        waiting.removeValue(forKey: ticket)?.resume()
    }
}
