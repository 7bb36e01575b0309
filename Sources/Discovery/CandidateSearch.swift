public import NukiDomain
public import Sightings

/// Listens to sources of sightings, keeps the book of candidates and looks at each address once it is known.
///
/// Looks are unsigned and stay on the networks this machine is on; an address that nobody looked at yet gets its turn
/// once a second, so that a flood of made-up names costs no more than that. An address that did not answer is looked at
/// again for as long as the book holds it.
public struct CandidateSearch: Sendable {
    /// Asks an address whether it answers like a bridge.
    public typealias Look = @Sendable (BridgeCandidate) async -> BridgeProbe.Finding

    /// A change in what is known.
    public enum Change: Hashable, Sendable {
        /// A bridge that was not known, or not by its hardware id; whether its address answers like one, nil where nobody
        /// looked, or not yet.
        case found(BridgeCandidate, answers: Bool?)
        /// A known bridge at another address.
        case moved(BridgeCandidate, from: IPv4Address, answers: Bool?)
        /// A further source speaks for a known bridge's address.
        case confirmed(BridgeCandidate)
        /// An address that did not answer, or was not looked at, does so now.
        case answers(BridgeCandidate)
        /// The address is not the bridge's after all.
        case withdrawn(BridgeCandidate)
    }

    let sources: [any SightingSource]
    let look: Look?
    let networks: [LocalNetwork]
    let timeout: Duration?
    let settle: Duration?
    let neighbours: (any SightingSource)?
    let clock: any Clock<Duration>

    /// - Parameters:
    ///   - look: asks an address whether it answers like a bridge; nil never connects anywhere.
    ///   - networks: where to look; an address on none of them is never connected to.
    ///   - timeout: when to stop; nil stops with the last source, once every address was looked at.
    ///   - settle: stops this long after the first finding, for when nobody is there to choose.
    ///   - neighbours: where the address of hardware is looked up whose name alone was heard; nil leaves it at the name.
    public init(
        sources: [any SightingSource], look: Look?, within networks: [LocalNetwork], timeout: Duration? = nil,
        settle: Duration? = nil, neighbours: (any SightingSource)? = nil, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.sources = sources
        self.look = look
        self.networks = networks
        self.timeout = timeout
        self.settle = settle
        self.neighbours = neighbours
        self.clock = clock
    }

    /// Every change from now on; ends with the sources or the time, and fails as the first source that fails does.
    public func changes() -> AsyncThrowingStream<Change, any Error> {
        AsyncThrowingStream(bufferingPolicy: .bufferingOldest(256)) { continuation in
            let task = Task {
                do {
                    try await search(continuation)
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func search(_ changes: AsyncThrowingStream<Change, any Error>.Continuation) async throws {
        let (stream, arrivals) = AsyncThrowingStream<SearchRound.Arrival, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(1024))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listen(arrivals) }
            var round = SearchRound(self, arrivals: arrivals, changes: changes)
            defer { round.end() }
            for try await arrival in stream {
                try await round.take(arrival)
                if round.isOver { break }
            }
            group.cancelAll()
        }
    }

    /// Feeds the sightings of all sources into one stream until the last one ends or the time is over.
    private func listen(_ arrivals: AsyncThrowingStream<SearchRound.Arrival, any Error>.Continuation) async {
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for source in sources {
                    group.addTask {
                        for try await sighting in source.sightings() {
                            try await arrivals.put(.sighting(sighting), clock)
                        }
                        return false
                    }
                }
                if let timeout {
                    group.addTask {
                        try await clock.sleep(for: timeout)
                        return true
                    }
                }
                var open = sources.count
                var isTimeOver = false
                while open > 0, !isTimeOver, let isTime = try await group.next() {
                    isTimeOver = isTime
                    open -= 1
                }
                if !isTimeOver {
                    try await arrivals.put(.end, clock)
                    // What is left to be looked at is looked at in the time that is left.
                    if timeout != nil { _ = try await group.next() }
                }
                group.cancelAll()
            }
            if timeout != nil { arrivals.finish() }
        } catch is CancellationError {
            arrivals.finish()
        } catch {
            arrivals.finish(throwing: error)
        }
    }
}

extension AsyncThrowingStream.Continuation where Element: Sendable, Failure == any Error {
    /// Waits for room: a capture file must lose nothing, and a live source drops and counts by itself.
    func put(_ element: Element, _ clock: any Clock<Duration>) async throws {
        while case .dropped = yield(element) { try await clock.sleep(for: .milliseconds(5)) }
    }
}
