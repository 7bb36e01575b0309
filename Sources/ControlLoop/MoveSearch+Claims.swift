import BridgeAPI
import Discovery
import Entries
import Guidance
import Linux
import NukiDomain
import Sightings

extension MoveSearch {
    /// After this long another probe may prove again what could not be written.
    private static let unsavedPause = Duration.seconds(600)

    var witness: LaneWitness { means.witness(of: entry.id) }

    var record: BridgeRecord { BridgeRecord(entry, credential, stampOffset: stampOffset) }

    func proof(for claim: MoveClaim) -> ProofOfMove {
        let witness = means.witness(of: entry.id) { [entry, onProbe] in await onProbe(entry, claim) }
        return means.proof(of: record, witness)
    }

    func takeNeighbours(as source: Sighting.Source) {
        guard let mac = entry.mac else { return }
        for address in witness.addresses(of: mac) { take(MoveClaim(address: address, source: source)) }
    }

    func isMet(_ claim: MoveClaim) -> Bool {
        entry.mac != nil && witness.hardwareAddress(of: claim.address) == entry.mac
    }

    /// False, and a doubt, for an address that nothing may be sent to.
    func reaches(_ claim: MoveClaim) -> Bool {
        if means.proof(of: record, witness).reaches(claim.address) { return true }
        doubt(.doubtful(claim, .outOfReach))
        return false
    }

    func examineClaims() async {
        while !isOver, !Task.isCancelled {
            let now = means.clock.sinceBoot
            guard left != nil, let item = queue.due(at: now) else {
                let wait = left == nil ? nil : queue.nextDue.map { $0 - now }
                await examinations.sleep(wait ?? nil)
                continue
            }
            // Cancelled: the loop's condition sees it.
            if item.isNew, (try? await means.pace.turn(isUrgent: item.isMet)) == nil { continue }
            await examine(item.claim)
            endIfIdle()
        }
    }

    private func examine(_ claim: MoveClaim) async {
        // What was spoken of may be settled by now, or pushed out.
        guard left != nil, queue.claims.contains(claim) else { return }
        let examination = Task { [proof = proof(for: claim)] in
            var generator = SystemRandomNumberGenerator()
            // Cancelled: nobody wants to know any more.
            return try? await proof.examineOnce(claim.address, using: &generator)
        }
        self.examination = examination
        let verdict = await withTaskCancellationHandler {
            await examination.value
        } onCancel: {
            examination.cancel()
        }
        self.examination = nil
        guard !examination.isCancelled, !isOver else { return }
        guard let verdict else { return queue.postpone(claim, at: means.clock.sinceBoot) }
        await take(verdict, of: claim)
    }

    private func take(_ verdict: ProofOfMove.Verdict, of claim: MoveClaim) async {
        let finding = MoveFinding(verdict, claim)
        if case .moved(_, let mac) = finding { return await move(claim, mac) }
        doubt(finding)
        switch verdict {
        case .notYet(.tooSoon(let wait)): queue.postpone(claim, until: means.clock.sinceBoot + wait)
        case .notYet(.interrupted): queue.postpone(claim, at: means.clock.sinceBoot)
        case .moved, .doubtful, .refused: queue.remove(claim)
        }
    }

    func move(_ claim: MoveClaim, _ mac: MACAddress?) async {
        let before = entry
        do throws(ConfigurationError) {
            let saved = try await save(claim, mac)
            guard !isOver else { return }
            forgetClaims()
            // Whoever changed or removed the entry meanwhile knows better.
            guard let saved else { return refresh() ? tell(.unchanged) : finish() }
            entry = saved
            isWary = true
            tell(.moved(claim, mac), of: before)
        } catch {
            // Cancelled: the bridge was seen where it was meanwhile, or the search is over.
            guard !isOver, error != .cancelled else { return }
            guard let onUnsaved else {
                output.finish(throwing: error)
                return finish()
            }
            queue.postpone(claim, until: means.clock.sinceBoot + Self.unsavedPause)
            onUnsaved(error)
        }
    }

    func save(_ claim: MoveClaim, _ mac: MACAddress?) async throws(ConfigurationError) -> BridgeEntry? {
        try await means.store.move(
            entry.id, from: entry.endpoint,
            to: Endpoint(host: .address(.v4(claim.address)), port: means.port ?? entry.endpoint.port), mac: mac,
            source: claim.source.addressSource, at: means.dialer.now)
    }
}
