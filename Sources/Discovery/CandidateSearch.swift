import BridgeAPI
public import NukiDomain
public import Sightings

/// Listens to sources of sightings, keeps the book of candidates and looks at each address once it is known.
///
/// Looks are unsigned. First looks come one after the other, so that a flood of made-up names costs one connection at a
/// time; an address that did not answer is looked at again for as long as the book holds it.
public struct CandidateSearch: Sendable {
    /// A change in what is known.
    public enum Change: Hashable, Sendable {
        /// A bridge that was not known; whether its address answers like one, nil where nobody looked.
        case found(BridgeCandidate, answers: Bool?)
        /// A known bridge at another address.
        case moved(BridgeCandidate, from: IPv4Address, answers: Bool?)
        /// An address that did not answer does so now.
        case answers(BridgeCandidate)
        /// The address is not the bridge's after all.
        case withdrawn(BridgeCandidate)
    }

    /// What the search waits for.
    private enum Arrival: Sendable {
        /// A source saw something.
        case sighting(Sighting)
        /// An address that did not answer at first does now.
        case answer(BridgeCandidate)
    }

    /// How long a finding is held back for the first look; a bridge that just asked for an address is not up yet.
    private static let patience: Duration = .milliseconds(300)

    private let sources: [any SightingSource]
    private let look: (@Sendable (BridgeCandidate) async -> BridgeProbe.Finding)?
    private let timeout: Duration?
    private let settle: Duration?
    private let clock: any Clock<Duration>

    /// - Parameters:
    ///   - look: asks an address whether it answers like a bridge; nil never connects anywhere.
    ///   - timeout: when to stop; nil stops with the last source.
    ///   - settle: stops this long after the first finding, for when nobody is there to choose.
    public init(
        sources: [any SightingSource], look: (@Sendable (BridgeCandidate) async -> BridgeProbe.Finding)?,
        timeout: Duration? = nil, settle: Duration? = nil, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.sources = sources
        self.look = look
        self.timeout = timeout
        self.settle = settle
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
        let (stream, arrivals) = AsyncThrowingStream<Arrival, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(1024))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listen(arrivals) }
            var book = CandidateBook()
            var untilSettled = settle
            var watches: [BridgeCandidate: Task<Void, Never>] = [:]
            defer { for watch in watches.values { watch.cancel() } }
            for try await arrival in stream {
                switch arrival {
                case .answer(let candidate):
                    if book.holds(candidate) { try await put(.answers(candidate), changes) }
                case .sighting(let sighting):
                    guard let change = book.take(sighting) else { continue }
                    for (candidate, watch) in watches where !book.holds(candidate) {
                        watch.cancel()
                        watches[candidate] = nil
                    }
                    guard let candidate = change.standing else {
                        try await put(Change(change, answers: nil), changes)
                        continue
                    }
                    if let settle = untilSettled {
                        untilSettled = nil
                        group.addTask {
                            // Cut short when the search ends by itself.
                            try? await clock.sleep(for: settle)
                            arrivals.finish()
                        }
                    }
                    let answers = await firstLook(candidate)
                    try await put(Change(change, answers: answers), changes)
                    if answers == false { watches[candidate] = Task { await watch(candidate, arrivals) } }
                }
            }
            group.cancelAll()
        }
    }

    /// Feeds the sightings of all sources into one stream until the last one ends or the time is over.
    private func listen(_ arrivals: AsyncThrowingStream<Arrival, any Error>.Continuation) async {
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for source in sources {
                    group.addTask {
                        for try await sighting in source.sightings() { try await put(.sighting(sighting), arrivals) }
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
                while open > 0, let isTimeOver = try await group.next(), !isTimeOver { open -= 1 }
                group.cancelAll()
            }
            arrivals.finish()
        } catch is CancellationError {
            arrivals.finish()
        } catch {
            arrivals.finish(throwing: error)
        }
    }

    /// Waits for room: a capture file must lose nothing, and a live source drops and counts by itself.
    private func put<Element: Sendable>(
        _ element: Element, _ stream: AsyncThrowingStream<Element, any Error>.Continuation
    ) async throws {
        while case .dropped = stream.yield(element) { try await clock.sleep(for: .milliseconds(5)) }
    }

    private func firstLook(_ candidate: BridgeCandidate) async -> Bool? {
        guard let look else { return nil }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await look(candidate) == .bridge }
            group.addTask {
                // A cancelled sleep means that the look was faster.
                try? await clock.sleep(for: Self.patience)
                return false
            }
            defer { group.cancelAll() }
            return await group.next()
        }
    }

    /// Looks again after 1, 2, 4 … 60 s until the address answers or nobody wants to know any more.
    private func watch(
        _ candidate: BridgeCandidate, _ arrivals: AsyncThrowingStream<Arrival, any Error>.Continuation
    ) async {
        guard let look else { return }
        var wait = Duration.seconds(1)
        while true {
            do {
                try await clock.sleep(for: wait)
            } catch {
                return
            }
            if await look(candidate) == .bridge {
                // Cancelled: nobody wants to know any more.
                try? await put(.answer(candidate), arrivals)
                return
            }
            wait = min(wait * 2, .seconds(60))
        }
    }
}

extension CandidateSearch.Change {
    fileprivate init(_ change: CandidateBook.Change, answers: Bool?) {
        self =
            switch change {
            case .found(let candidate): .found(candidate, answers: answers)
            case .moved(let candidate, let from): .moved(candidate, from: from, answers: answers)
            case .withdrawn(let candidate): .withdrawn(candidate)
            }
    }
}

extension CandidateBook.Change {
    /// The candidate whose address is to be looked at; nil when there is none any more.
    fileprivate var standing: BridgeCandidate? {
        switch self {
        case .found(let candidate), .moved(let candidate, _): candidate
        case .withdrawn: nil
        }
    }
}
