import NukiDomain

/// Keeps events, and lets a test wait for them.
actor EventLog: EventSink {
    private(set) var events: [LoopEvent] = []
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    var kinds: [LoopEvent.Kind] { events.map(\.kind) }

    /// What somebody reads, without values that only went old or fresh.
    var news: [LoopEvent.Kind] {
        kinds.filter { kind in
            guard case .deviceChanged(var old, let new) = kind else { return true }
            (old.isStale, old.asked, old.source) = (new.isStale, new.asked, new.source)
            return old != new
        }
    }

    /// The names of the messages that others are told.
    var messages: [String] { events.flatMap(\.messages).map(\.event) }

    func take(_ event: LoopEvent) {
        events.append(event)
        for watcher in watchers where watcher.count <= events.count { watcher.continuation.resume() }
        watchers.removeAll { $0.count <= events.count }
    }

    /// Waits until at least so many events have come.
    func events(atLeast count: Int) async -> [LoopEvent] {
        if events.count < count { await withCheckedContinuation { watchers.append((count, $0)) } }
        return events
    }
}
