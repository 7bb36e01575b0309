import Discovery
import NukiDomain

/// What a person agreed to about the sign-in with one token at one address, and what follows from it.
struct SignInCourse: Sendable {
    private enum Consent {
        case nothingMore
        /// Stamps ahead of this machine's clock may be tried.
        case lookAhead
        /// One request with the token in clear.
        case settle
        /// Stamps by the bridge's clock, which is ahead by so many seconds.
        case bridgeClock(Int)
        case keepPlain
    }

    private var consent = Consent.nothingMore
    /// A bridge without a hardware id is known by its server id.
    private var takesServerID = false
    /// What the token in clear brought to light.
    private var settled: PlainAnswer?

    /// What may be tried now.
    ///
    /// - Parameters:
    ///   - isChosen: a person chose the address, so that the bridge's clock may be looked for there.
    ///   - known: the offset of the entry that this address has, which worked before.
    func plan(_ request: SetupRequest, isChosen: Bool, known: Int) -> SignInPlan {
        var plan = request.plan
        switch consent {
        case .nothingMore:
            plan.offset = known
            if isChosen { plan.search = [.backward] }
        case .lookAhead:
            plan.offset = known
            plan.search = [.forward]
        case .settle: plan = .settling
        case .bridgeClock(let seconds):
            plan = request.planWithoutPlain
            plan.offset = seconds
        case .keepPlain: plan = .keepingPlain
        }
        plan.takesServerID = takesServerID
        return plan
    }

    /// Takes a failure; nil when it leads on to another plan by itself.
    ///
    /// Where nobody can be asked, a slow clock is signed in by: nobody can use its stamps later. Nobody agreed to stamps
    /// that are ahead, so there the token goes on in clear, which was allowed.
    mutating func take(_ error: ProbeError, canAsk: Bool) -> ProbeError? {
        var error = error
        if case .tokenRefused = error, case .bridgeClock = consent, var settled {
            settled.clocks = nil
            error = .onlyPlain(settled)
        }
        guard case .onlyPlain(let answer) = error else { return error }
        settled = answer
        if canAsk { return error }
        consent = if let seconds = answer.clockError, seconds < 0 { .bridgeClock(seconds) } else { .keepPlain }
        return nil
    }

    /// Goes on by a person's choice; what does not concern the sign-in changes nothing.
    mutating func follow(_ way: WayOut) {
        switch way {
        case .lookAhead: consent = .lookAhead
        case .allowPlain: consent = .settle
        case .bridgeClock(let seconds): consent = .bridgeClock(seconds)
        case .keepPlain: consent = .keepPlain
        // Another token or another address is another consent.
        case .mended, .pressButton, .typeToken, .byHand, .search: begin()
        case .useServerID: takesServerID = true
        case .again, .leaveOut, .leave: break
        }
    }

    /// Forgets every consent.
    mutating func begin() { self = SignInCourse() }

    /// What may help after a failure.
    static func waysOut(of error: ProbeError) -> [WayOut] {
        switch error {
        case .tokenRefused(let refusal) where refusal.isSwitchedOff: [.again, .typeToken]
        case .tokenRefused(let refusal) where refusal.mayBeTheClock:
            [.pressButton, .typeToken] + (refusal.searched == [.backward] ? [.lookAhead] : []) + [.allowPlain]
        case .tokenRefused: [.pressButton, .typeToken]
        case .onlyPlain(let answer):
            if let seconds = answer.clockError {
                [
                    .bridgeClock(seconds), .mended(seconds < ClockComparison.ourFault ? .bridgeClock : .ownClock),
                    .keepPlain,
                ]
            } else {
                [.mended(.firmware), .keepPlain]
            }
        case .noHardwareID: [.useServerID, .byHand]
        case .otherBridge: [.search, .byHand]
        case .bridge, .acceptsAnything, .cancelled: [.again, .byHand]
        }
    }
}
