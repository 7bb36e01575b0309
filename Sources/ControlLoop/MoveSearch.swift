import BridgeAPI
import Discovery
public import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
public import Sightings

/// The search for one configured bridge: learns whether it left its stored address, and has every other address that is
/// spoken of examined until it is proved.
public actor MoveSearch {
    /// What a search says: the entry before, and what became of the bridge.
    public struct News: Sendable {
        /// As it was.
        public let entry: BridgeEntry
        /// What happened.
        public let finding: MoveFinding

        /// Puts the two together.
        public init(entry: BridgeEntry, finding: MoveFinding) {
            self.entry = entry
            self.finding = finding
        }
    }

    /// One finding, or of a search that goes on each that is another than the one before.
    public nonisolated let news: AsyncThrowingStream<News, any Error>

    let means: MoveMeans
    let manner: MoveMeans.Manner
    var credential: Credential
    let output: AsyncThrowingStream<News, any Error>.Continuation
    let onProbe: @Sendable (BridgeEntry, MoveClaim) async -> Void
    let onUnsaved: (@Sendable (ConfigurationError) -> Void)?
    var entry: BridgeEntry
    /// What is at the stored address, once the bridge has left it, and since when.
    var left: (place: ProofOfMove.StoredPlace, since: Duration)?
    /// Where it may be; looked at once it has left.
    var queue = ClaimQueue()
    var examination: Task<ProofOfMove.Verdict?, Never>?
    var doubts: [MoveFinding] = []
    var told: MoveFinding?
    /// The wait for the next look at the stored address.
    let looks: Nap
    /// The wait for the next look at a claimed one.
    let examinations: Nap
    /// Has somebody run a search that has something to do for the first time.
    private var onStir: (@Sendable () -> Void)?
    /// Something was heard since the last look at the stored address.
    var isHinted = false
    /// And that was the bridge, at its stored address.
    var isHeardHere = false
    var nothingMoreComes = false
    var isOver = false
    /// What stamps are moved by, as measured since.
    var stampOffset: Int?
    /// Something happened at the stored address that lets a token in clear wait until the bridge's hardware is back.
    var isWary = true

    /// - Parameters:
    ///   - onProbe: called before signed requests go to an address.
    ///   - onUnsaved: told why a move cannot be written, and the search goes on; nil where that is its end.
    public init(
        for bridge: KnownBridge, _ means: MoveMeans, _ manner: MoveMeans.Manner,
        onProbe: @escaping @Sendable (BridgeEntry, MoveClaim) async -> Void = { _, _ in },
        onUnsaved: (@Sendable (ConfigurationError) -> Void)? = nil
    ) {
        self.means = means
        self.manner = manner
        self.onProbe = onProbe
        self.onUnsaved = onUnsaved
        looks = Nap(by: means.alarms)
        examinations = Nap(by: means.alarms)
        entry = bridge.entry
        credential = bridge.credential
        // A reader that falls behind misses old news and not the last.
        (news, output) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingNewest(8))
    }

    /// Looks and examines until the search is over or the task is cancelled.
    public func run() async {
        // Ends with the looks.
        async let _ = examineClaims()
        switch manner {
        case .once, .watching: await lookAgainAndAgain()
        case .besidePolls: await lookWhenHinted()
        case .listening: if !isOver { await looks.sleep(nil) }
        }
        finish()
    }

    /// Has ``run()`` begun when there is something to do, and not before: most bridges never move.
    ///
    /// Sightings may come before this: what they left to do counts.
    func whenStirred(_ onStir: @escaping @Sendable () -> Void) {
        self.onStir = onStir
        if isHinted || left != nil { stir() }
    }

    /// Takes a hint that this bridge may be somewhere.
    public func take(_ claim: MoveClaim) {
        guard !isOver else { return }
        let isNew = entry.endpoint.host != .address(.v4(claim.address))
        if case .listening = manner { return tell(isNew ? .sighted(claim) : .unchanged) }
        guard isNew else {
            guard manner == .besidePolls else { return hintAtStoredPlace() }
            // A bridge that answers is polled, and a table that still names the place is no news.
            guard left != nil, claim.source == .dhcp else { return }
            isHeardHere = true
            return hintAtStoredPlace()
        }
        guard left == nil || reaches(claim) else { return }
        // What is read again and again is a reason to look once.
        guard queue.put(claim, isMet: isMet(claim)) || claim.source == .dhcp else { return }
        if left == nil { hintAtStoredPlace() } else { examineSoon() }
    }

    /// Takes a sighting if it speaks of this bridge; one without any name does if its hardware does.
    ///
    /// DHCPv6 tells a hardware address and no IPv4 address: then the kernel's neighbours may.
    public func take(_ sighting: Sighting) {
        guard sighting.claim != .refused else { return }
        let isNameless = sighting.hostNames.isEmpty && sighting.mac == nil && sighting.serverID == nil
        guard let address = sighting.address else {
            guard let mac = sighting.mac, mac == entry.mac else { return }
            return takeNeighbours(as: sighting.source)
        }
        guard
            isNameless
                ? entry.mac != nil && witness.hardwareAddress(of: address) == entry.mac
                : sighting.speaks(of: entry)
        else { return }
        take(MoveClaim(address: address, source: sighting.source))
    }

    /// Goes on with what somebody changed of the bridge: its address, its token, its sign-in.
    public func take(_ bridge: KnownBridge) {
        // What the old token proves is of no use, and what it does not prove says nothing.
        if !bridge.signsIn(like: credential) { examination?.cancel() }
        credential = bridge.credential
        take(bridge.entry)
    }

    func take(_ entry: BridgeEntry) {
        if entry.endpoint != self.entry.endpoint {
            forgetClaims()
            isWary = true
        }
        self.entry = entry
    }

    /// The sources have nothing more to say.
    public func endOfSources() {
        nothingMoreComes = true
        endIfIdle()
    }

    /// The time is over: tells the best that is known.
    public func end() {
        guard !isOver else { return }
        tell(best)
        finish()
    }

    /// Has an address asked that a person wants to be asked; nil when it does not answer in time, or somebody
    /// changed the entry meanwhile.
    public func confirm(_ finding: MoveFinding, within limit: Duration) async throws -> MoveFinding? {
        guard let claim = finding.claim else { return nil }
        // It refused a stamp dated back.
        let consent: ProofOfMove.Consent = if case .refused = finding { .givenForFreshStamps } else { .given }
        let proof = proof(for: claim)
        let verdict = await TimeLimit.value(within: limit, means.timer) {
            var generator = SystemRandomNumberGenerator()
            // Cancelled: the time was over before it answered.
            return try? await proof.examine(claim.address, consent: consent, using: &generator)
        }
        guard case let verdict?? = verdict else { return nil }
        let result = MoveFinding(verdict, claim)
        if case .moved(_, let mac) = result, try await save(claim, mac) == nil { return nil }
        return result
    }
}

extension MoveSearch {
    func doubt(_ finding: MoveFinding) {
        // What is said again is no news, however often.
        guard !isOver, !doubts.contains(finding) else { return }
        doubts.removeAll { $0.claim?.address == finding.claim?.address }
        doubts = [finding] + doubts.prefix(ClaimQueue.capacity - 1)
        if finding.isFinal || (manner != .once && finding.weight > 2) { tell(finding) }
    }

    /// The finding that a person should hear of: of several, the one that came nearest to a proof.
    var best: MoveFinding {
        doubts.max { $0.weight < $1.weight } ?? .notFound(left?.place)
    }

    func endIfIdle() {
        guard nothingMoreComes else { return }
        switch manner {
        case .once: if left != nil, queue.isEmpty { end() }
        case .listening: end()
        case .watching, .besidePolls: break
        }
    }

    func tell(_ finding: MoveFinding, of entry: BridgeEntry? = nil) {
        guard !isOver, finding != told else { return }
        told = finding
        stir()
        output.yield(News(entry: entry ?? self.entry, finding: finding))
        if manner == .once || manner == .listening(goesOn: false) { finish() }
    }

    /// There is something to examine.
    func examineSoon() {
        stir()
        examinations.end()
    }

    /// There is something to do: tells whoever waits to begin ``run()``, the first time.
    func stir() {
        onStir?()
        onStir = nil
    }

    func finish() {
        guard !isOver else { return }
        isOver = true
        onStir = nil
        settleDown()
        looks.end()
        examinations.end()
        output.finish()
    }
}
