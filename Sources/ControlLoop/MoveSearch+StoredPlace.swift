import BridgeAPI
import Discovery
import Entries
import Guidance
import Linux
import NukiDomain
import Sightings

extension MoveSearch {
    /// Between two looks at the stored address, whatever is claimed meanwhile.
    private static let leastRest = Duration.seconds(5)
    /// The same where polls look too.
    private static let leastRestBesidePolls = Duration.seconds(30)
    private static let settling = Duration.seconds(2)
    /// Between looks at a bridge that is where it was.
    private static let rest = Duration.seconds(60)

    func lookAgainAndAgain() async {
        var pauses = LookPauses()
        while !isOver, refresh(), let place = await look() {
            let isThere = place == .asStored
            if isThere { pauses = LookPauses() }
            await rest(isThere ? Self.rest : pauses.next(), least: Self.leastRest)
        }
    }

    func lookWhenHinted() async {
        while !isOver, !Task.isCancelled {
            if !isHinted { await looks.sleep(nil) }
            // A bridge that was heard asking for another address has it a moment later.
            guard isHinted, !isOver, (try? await means.clock.sleep(for: Self.settling)) != nil else { continue }
            await lookAfterHint()
            await rest(Self.leastRestBesidePolls, least: Self.leastRestBesidePolls)
        }
    }

    /// One look, or as many as a bridge may need that was heard here: just booted, it answers DHCP before HTTP.
    private func lookAfterHint() async {
        var pauses = LookPauses()
        var pause = Duration.zero
        let isHeardHere = isHeardHere
        self.isHeardHere = false
        while let place = await look(), place != .asStored, isHeardHere, pause < .seconds(32), !isOver {
            pause = pauses.next()
            // Cancelled: the next look sees it.
            try? await means.clock.sleep(for: pause)
        }
    }

    /// Nil when the task is cancelled.
    private func look() async -> ProofOfMove.StoredPlace? {
        // An examination under way goes first: a bridge takes one request at a time.
        _ = await examination?.value
        isHinted = false
        let endpoint = entry.endpoint
        // Every error here is a cancellation.
        guard let place = try? await means.proof(of: record, witness).lookAtStoredPlace(tries: left == nil ? 3 : 1)
        else { return nil }
        // It may have been found elsewhere meanwhile.
        if entry.endpoint == endpoint { arrive(place) }
        return place
    }

    /// Takes up what others wrote about the bridge while this search goes on; false if its entry is gone.
    func refresh() -> Bool {
        // A file that cannot be read leaves what is known; saving tells of it.
        guard manner != .once, let file = try? means.store.load() else { return true }
        guard let now = file[entry.id] else { return false }
        take(now)
        return true
    }

    /// There is a reason to look at the stored address soon.
    func hintAtStoredPlace() {
        isHinted = true
        stir()
        looks.end()
    }

    /// Waits until the next look at the stored address; a hint makes it shorter, and a flood of hints no shorter than the
    /// least.
    private func rest(_ time: Duration, least: Duration) async {
        let least = min(time, least)
        guard !isOver, (try? await means.clock.sleep(for: least)) != nil, !isHinted, time > least else { return }
        await looks.sleep(time - least)
    }

    /// - Parameter isPolled: a poll showed it, of which the loop tells by itself.
    func arrive(_ place: ProofOfMove.StoredPlace, isPolled: Bool = false) {
        guard !isOver else { return }
        guard place != .asStored else {
            let isBack = left != nil
            settleDown()
            guard manner == .besidePolls else {
                // That it stays where it was found is no news.
                if told?.isGood != true { tell(.unchanged) }
                return
            }
            told = nil
            if isBack, !isPolled { tell(.unchanged) }
            return
        }
        if left == nil {
            if manner == .besidePolls {
                let before = entry.endpoint
                guard refresh() else { return finish() }
                // Somebody else found it: the polls are to go on there.
                if entry.endpoint != before { return tell(.unchanged) }
            }
            left = (place, means.clock.sinceBoot)
            for claim in queue.claims where !reaches(claim) { queue.remove(claim) }
        } else {
            left?.place = place
        }
        if means.usesNeighbours { takeNeighbours(as: .neighbours) }
        examineSoon()
        if let left, case .watching(let patience) = manner, means.clock.sinceBoot - left.since >= patience {
            tell(best)
        }
        endIfIdle()
    }

    /// Nothing more is to be examined: the bridge is where its entry says.
    func settleDown() {
        left = nil
        doubts = []
        examination?.cancel()
    }

    /// What was heard was of another move.
    func forgetClaims() {
        settleDown()
        queue.removeAll()
    }
}
