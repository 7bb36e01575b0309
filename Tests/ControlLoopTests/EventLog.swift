import NukiDomain

/// Keeps events, and lets a test wait for them.
actor EventLog: EventSink {
    private(set) var events: [LoopEvent] = []
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    var kinds: [LoopEvent.Kind] { events.map(\.kind) }

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
