import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import Sightings

/// The search for one configured bridge: looks whether it left its stored address and has every other address that is
/// spoken of examined until it is proved.
actor RediscoverSearch {
    /// One finding, or with ``Means/stays`` each that is another than the one before.
    nonisolated let news: AsyncThrowingStream<News, any Error>

    /// Addresses that are examined at a time: an older one has had a minute.
    private static let capacity = 64
    /// Between two looks at the stored address, whatever is claimed meanwhile.
    private static let leastRest = Duration.seconds(5)
    /// Between looks at a bridge that is where it was.
    private static let rest = Duration.seconds(60)

    private let means: Means
    private let output: AsyncThrowingStream<News, any Error>.Continuation
    private var entry: BridgeEntry
    private var proof: ProofOfMove
    /// What is at the stored address, once the bridge has left it, and since when.
    private var left: (place: ProofOfMove.StoredPlace, since: Duration)?
    /// Heard of before anybody knew whether the bridge left.
    private var waiting: [RediscoverClaim] = []
    private var examinations: [(address: IPv4Address, task: Task<Void, Never>)] = []
    private var doubts: [RediscoverFinding] = []
    private var told: RediscoverFinding?
    private var nap: Task<Void, Never>?
    /// Something was heard since the last look at the stored address.
    private var isHinted = false
    private var nothingMoreComes = false
    private var isOver = false

    init(for entry: BridgeEntry, _ means: Means) {
        self.means = means
        self.entry = entry
        proof = means.proof(entry)
        // A reader that falls behind misses old news and not the last.
        (news, output) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingNewest(8))
    }

    /// Looks at the stored address again and again until the search is over or the task is cancelled.
    func run() async {
        var pauses = LookPauses()
        while !isOver {
            refresh()
            isHinted = false
            let endpoint = entry.endpoint
            // Every error here is a cancellation.
            guard let place = try? await proof.lookAtStoredPlace() else { break }
            // It may have been found elsewhere meanwhile.
            if entry.endpoint == endpoint { arrive(place) }
            let isThere = place == .asStored
            if isThere { pauses = LookPauses() }
            await rest(isThere ? Self.rest : pauses.next())
        }
        finish()
    }

    /// Takes up what others wrote about the bridge while this search goes on.
    private func refresh() {
        // A file that cannot be read leaves what is known; saving tells of it.
        guard means.stays, let now = try? means.store.load()[entry.id], now != entry else { return }
        if now.endpoint != entry.endpoint { settleDown() }
        entry = now
        proof = means.proof(entry)
    }

    /// Takes a hint that this bridge may be somewhere.
    func take(_ claim: RediscoverClaim) {
        guard !isOver else { return }
        let isNew = entry.endpoint.host != .address(.v4(claim.address))
        guard isNew, left != nil else {
            if isNew { waiting = [claim] + waiting.filter { $0 != claim }.prefix(Self.capacity - 1) }
            isHinted = true
            nap?.cancel()
            return
        }
        examine(claim)
    }

    /// Takes a sighting if it speaks of this bridge; one without any name does if its hardware does.
    func take(_ sighting: Sighting) {
        guard let address = sighting.address, sighting.claim != .refused else { return }
        let isNameless = sighting.hostNames.isEmpty && sighting.mac == nil && sighting.serverID == nil
        guard
            isNameless
                ? entry.mac != nil && means.witness.hardwareAddress(of: address) == entry.mac
                : sighting.speaks(of: entry)
        else { return }
        take(RediscoverClaim(address: address, source: sighting.source))
    }

    /// The sources have nothing more to say.
    func endOfSources() {
        nothingMoreComes = true
        endIfIdle()
    }

    /// The time is over: tells the best that is known.
    func end() {
        guard !isOver else { return }
        tell(best)
        finish()
    }

    /// Has an address asked that a person wants to be asked; nil when it does not answer in time.
    func confirm(_ claim: RediscoverClaim, within limit: Duration) async throws -> RediscoverFinding? {
        let proof = proof
        let verdict = await withTaskGroup(of: ProofOfMove.Verdict?.self) { group in
            group.addTask {
                var generator = SystemRandomNumberGenerator()
                // Cancelled: the time was over before it answered.
                return try? await proof.examine(claim.address, consent: true, using: &generator)
            }
            group.addTask { [clock = means.clock] in
                // A cancelled sleep means that the examination was faster.
                try? await clock.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        guard let verdict else { return nil }
        let finding = RediscoverFinding(verdict, claim)
        if case .moved(_, let mac) = finding { _ = try await save(claim, mac) }
        return finding
    }

    private func arrive(_ place: ProofOfMove.StoredPlace) {
        guard !isOver else { return }
        guard place != .asStored else {
            settleDown()
            // That it stays where it was found is no news.
            if told?.isGood != true { tell(.unchanged) }
            return
        }
        left = (place, left?.since ?? means.clock.sinceBoot)
        for claim in waiting { examine(claim) }
        waiting = []
        if means.usesNeighbours, let mac = entry.mac {
            for address in means.witness.addresses(of: mac) {
                take(RediscoverClaim(address: address, source: .neighbours))
            }
        }
        if let left, means.stays, means.clock.sinceBoot - left.since >= means.patience { tell(best) }
        endIfIdle()
    }

    private func examine(_ claim: RediscoverClaim) {
        guard !examinations.contains(where: { $0.address == claim.address }) else { return }
        guard proof.reaches(claim.address) else { return doubt(.doubtful(claim, .outOfReach)) }
        if examinations.count == Self.capacity { examinations.removeFirst().task.cancel() }
        examinations.append((claim.address, Task { await pursue(claim) }))
    }

    private func pursue(_ claim: RediscoverClaim) async {
        var generator = SystemRandomNumberGenerator()
        // Every error here is a cancellation.
        while (try? await means.pace.turn()) != nil,
            let verdict = try? await proof.examine(claim.address, using: &generator), !Task.isCancelled
        {
            let finding = RediscoverFinding(verdict, claim)
            if case .moved(_, let mac) = finding { return await move(claim, mac) }
            doubt(finding)
            guard means.stays, case .notYet(let delay) = verdict else { break }
            // A cancelled sleep ends the loop above.
            if case .tooSoon(let wait) = delay { try? await means.clock.sleep(for: wait) }
        }
        guard !Task.isCancelled else { return }
        examinations.removeAll { $0.address == claim.address }
        endIfIdle()
    }

    private func move(_ claim: RediscoverClaim, _ mac: MACAddress?) async {
        let before = entry
        do throws(ConfigurationError) {
            let saved = try await save(claim, mac)
            guard !isOver else { return }
            settleDown()
            // Whoever changed or removed the entry meanwhile knows better.
            guard let saved else { return tell(.unchanged) }
            entry = saved
            proof = means.proof(entry)
            tell(.moved(claim, mac), of: before)
        } catch {
            // Cancelled: the bridge was seen where it was meanwhile, or the search is over.
            guard !isOver, error != .cancelled else { return }
            output.finish(throwing: error)
            finish()
        }
    }

    private func save(_ claim: RediscoverClaim, _ mac: MACAddress?) async throws(ConfigurationError) -> BridgeEntry? {
        try await means.store.move(
            entry.id, from: entry.endpoint,
            to: Endpoint(host: .address(.v4(claim.address)), port: entry.endpoint.port), mac: mac,
            source: claim.source.addressSource, at: Date())
    }

    /// Nothing more is to be examined: the bridge is where its entry says.
    private func settleDown() {
        left = nil
        doubts = []
        for examination in examinations { examination.task.cancel() }
        examinations = []
    }

    private func doubt(_ finding: RediscoverFinding) {
        // What is said again is no news, however often.
        guard !isOver, !doubts.contains(finding) else { return }
        doubts.removeAll { $0.claim?.address == finding.claim?.address }
        doubts = [finding] + doubts.prefix(Self.capacity - 1)
        if finding.isFinal || (means.stays && finding.weight > 2) { tell(finding) }
    }

    /// The finding that a person should hear of: of several, the one that came nearest to a proof.
    private var best: RediscoverFinding {
        doubts.max { $0.weight < $1.weight } ?? .notFound(left?.place)
    }

    private func endIfIdle() {
        if nothingMoreComes, !means.stays, left != nil, examinations.isEmpty { end() }
    }

    private func tell(_ finding: RediscoverFinding, of entry: BridgeEntry? = nil) {
        guard !isOver, finding != told else { return }
        told = finding
        output.yield(News(entry: entry ?? self.entry, finding: finding))
        if !means.stays { finish() }
    }

    private func finish() {
        guard !isOver else { return }
        isOver = true
        settleDown()
        nap?.cancel()
        output.finish()
    }

    /// Waits until the next look at the stored address; a hint makes it shorter, and a flood of hints no shorter than
    /// ``leastRest``.
    private func rest(_ time: Duration) async {
        let least = min(time, Self.leastRest)
        guard !isOver, (try? await means.clock.sleep(for: least)) != nil, !isHinted, time > least
        else { return }
        let nap = Task { [clock = means.clock] in
            // Cut short by a hint, or by the end.
            _ = try? await clock.sleep(for: time - least)
        }
        self.nap = nap
        await withTaskCancellationHandler {
            await nap.value
        } onCancel: {
            nap.cancel()
        }
    }
}
