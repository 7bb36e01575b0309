import NukiDomain
import Sightings

/// One run of a ``CandidateSearch``: what is known, and which addresses are still to be looked at.
struct SearchRound {
    /// What the search waits for.
    enum Arrival: Sendable {
        /// A source saw something.
        case sighting(Sighting)
        /// What the table of neighbours says now.
        case neighbours([Sighting])
        /// The next address may be looked at.
        case turn
        /// An address answers like a bridge, or does not.
        case looked(IPv4Address, isBridge: Bool)
        /// The sources have nothing more to say.
        case end
    }

    typealias Stream<Element> = AsyncThrowingStream<Element, any Error>

    /// How long a finding is held back for the first look; a bridge that just asked for an address is not up yet.
    private static let patience: Duration = .milliseconds(300)
    /// Between two first looks.
    private static let pace: Duration = .seconds(1)
    /// Before each look into the table of neighbours, where a bridge stands once it was spoken to. Mostly the name came in
    /// a DISCOVER, and the address comes with the REQUEST within that time.
    private static let lookUpPause: Duration = .seconds(2)

    private let search: CandidateSearch
    private let arrivals: Stream<Arrival>.Continuation
    private let changes: Stream<CandidateSearch.Change>.Continuation
    private var book = CandidateBook()
    private var isListening = true
    private var settling: Task<Void, Never>?
    /// Looks up addresses of hardware whose name alone was heard.
    private var lookUp: Task<Void, Never>?
    /// Runs until the next address may be looked at.
    private var turn: Task<Void, Never>?
    /// Addresses that nobody looked at yet, the oldest first; never more than the book has pages.
    private var waiting: [BridgeCandidate] = []
    /// Addresses that did not answer at first.
    private var watches: [IPv4Address: Task<Void, Never>] = [:]
    /// Those of them that were not given the whole time yet.
    private var hurried: Set<IPv4Address> = []

    init(
        _ search: CandidateSearch, arrivals: Stream<Arrival>.Continuation,
        changes: Stream<CandidateSearch.Change>.Continuation
    ) {
        self.search = search
        self.arrivals = arrivals
        self.changes = changes
    }

    /// Nothing more is to come, and each address was looked at.
    var isOver: Bool { !isListening && waiting.isEmpty && hurried.isEmpty }

    /// Ends everything that is under way.
    func end() {
        settling?.cancel()
        lookUp?.cancel()
        turn?.cancel()
        for watch in watches.values { watch.cancel() }
    }

    /// Goes on by one arrival.
    mutating func take(_ arrival: Arrival) async throws {
        switch arrival {
        case .sighting(let sighting):
            try await note(sighting)
            lookUpAddresses()
        case .neighbours(let sightings):
            lookUp = nil
            for sighting in sightings where book.lacksAddress(of: sighting.mac) { try await note(sighting) }
            lookUpAddresses()
        case .turn:
            turn = nil
            guard !waiting.isEmpty else { return }
            takeTurn()
            watch(waiting.removeFirst(), after: .zero)
        case .looked(let address, let isBridge):
            hurried.remove(address)
            guard isBridge else { return }
            watches[address] = nil
            for candidate in book.candidates where candidate.address == address {
                try await changes.put(.answers(candidate), search.clock)
            }
        case .end: isListening = false
        }
    }

    private mutating func note(_ sighting: Sighting) async throws {
        guard let change = book.take(sighting) else { return }
        forgetLeftAddresses()
        try await tell(change)
    }

    /// Reads the table of neighbours as long as a name waits for an address that may come to stand in it.
    private mutating func lookUpAddresses() {
        guard let neighbours = search.neighbours, lookUp == nil, book.lacksAddresses else { return }
        lookUp = Task { [clock = search.clock, arrivals] in
            // Every error here is a cancellation: nobody wants to know any more. The table itself throws nothing.
            guard (try? await clock.sleep(for: Self.lookUpPause)) != nil,
                let table = try? await neighbours.sightings().reduce(into: [], { $0.append($1) })
            else { return }
            try? await arrivals.put(.neighbours(table), clock)
        }
    }

    private mutating func tell(_ change: CandidateBook.Change) async throws {
        let told: CandidateSearch.Change
        switch change {
        case .found(let candidate):
            settle()
            told = .found(candidate, answers: await firstAnswer(candidate))
        case .moved(let candidate, let old):
            settle()
            told = .moved(candidate, from: old, answers: await firstAnswer(candidate))
        case .confirmed(let candidate): told = .confirmed(candidate)
        case .withdrawn(let candidate): told = .withdrawn(candidate)
        }
        try await changes.put(told, search.clock)
    }

    private mutating func settle() {
        guard let settle = search.settle, settling == nil else { return }
        settling = Task { [clock = search.clock, arrivals] in
            // Cut short when the search ends by itself.
            try? await clock.sleep(for: settle)
            arrivals.finish()
        }
    }

    /// Whether an address answers: at once if it is its turn, nil if it has to wait for it or is out of reach.
    private mutating func firstAnswer(_ candidate: BridgeCandidate) async -> Bool? {
        guard let look = search.look else { return nil }
        // A scan has just asked.
        if candidate.source == .scan { return true }
        guard search.networks.contains(where: { $0.reaches(candidate.address) }) else { return nil }
        if watches[candidate.address] != nil { return false }
        guard turn == nil else {
            if !waiting.contains(where: { $0.address == candidate.address }) { waiting.append(candidate) }
            return nil
        }
        takeTurn()
        let isBridge = await TimeLimit.value(within: Self.patience, search.clock) {
            await look(candidate) == .bridge
        }
        guard isBridge == true else {
            watch(candidate, after: .seconds(1))
            return false
        }
        return true
    }

    private mutating func takeTurn() {
        turn = Task { [clock = search.clock, arrivals] in
            // Cancelled: the search is over.
            guard (try? await clock.sleep(for: Self.pace)) != nil else { return }
            try? await arrivals.put(.turn, clock)
        }
    }

    /// Looks at an address after so long, and again after 1, 2, 4 … 60 s until it answers or nobody wants to know any
    /// more.
    private mutating func watch(_ candidate: BridgeCandidate, after wait: Duration) {
        guard let look = search.look else { return }
        hurried.insert(candidate.address)
        watches[candidate.address]?.cancel()
        watches[candidate.address] = Task { [clock = search.clock, arrivals] in
            var wait = wait
            var isBridge = false
            // Every error here is a cancellation: nobody wants to know any more.
            while !isBridge {
                if wait > .zero, (try? await clock.sleep(for: wait)) == nil { return }
                isBridge = await look(candidate) == .bridge
                if Task.isCancelled { return }
                try? await arrivals.put(.looked(candidate.address, isBridge: isBridge), clock)
                wait = wait == .zero ? .seconds(1) : min(wait * 2, .seconds(60))
            }
        }
    }

    /// Addresses that the book does not hold any more are not looked at.
    private mutating func forgetLeftAddresses() {
        let held = Set(book.candidates.map(\.address))
        waiting.removeAll { !held.contains($0.address) }
        hurried.formIntersection(held)
        for (address, watch) in watches where !held.contains(address) {
            watch.cancel()
            watches[address] = nil
        }
    }
}
