public import NukiDomain

/// Which sign-ins may be tried, in which order, and how far.
public struct SignInPlan: Hashable, Sendable {
    /// What may be done with the token in clear.
    public enum PlainUse: Hashable, Sendable {
        /// Nothing.
        case never
        /// One `/info`, once everything signed was refused: it tells a wrong token from a wrong clock.
        case settles
        /// It is the sign-in.
        case signsIn
    }

    /// The sign-ins that carry the time and not the token, safest first.
    public let signed: [AuthMode]
    /// What may be done with the token in clear.
    public let plain: PlainUse
    /// Seconds by which the bridge's clock is thought to be ahead of this machine's: tried before this machine's own time.
    ///
    /// A positive one makes stamps that can be used later: it needs a person's consent.
    public var offset = 0
    /// Where the bridge's clock may be looked for after a refusal, in this order.
    ///
    /// Nothing but an address that a person chose may be searched, and forward needs consent of its own.
    public var search: [ClockSearch.Direction] = []
    /// A bridge without a hardware id is known by its server id, which a person agreed to.
    public var takesServerID = false
    /// The encrypted sign-in was wanted and refused before, which a report then says.
    private(set) var comesAfterRefusal = false

    /// Encrypted, then hashed for old firmware; where a person allowed it, the token in clear settles why both are refused.
    public static func auto(allowPlain: Bool) -> SignInPlan {
        SignInPlan(signed: [.encrypted, .hashed], plain: allowPlain ? .settles : .never)
    }

    /// One sign-in and no other.
    public static func only(_ mode: AuthMode) -> SignInPlan {
        mode == .plain ? SignInPlan(signed: [], plain: .signsIn) : SignInPlan(signed: [mode], plain: .never)
    }

    /// One `/info` with the token in clear, which a person agreed to after everything signed was refused.
    public static let settling = SignInPlan(signed: [], plain: .settles)

    /// The token in clear, which a person agreed to after it was found to be all that works.
    public static let keepingPlain: SignInPlan = {
        var plan = SignInPlan(signed: [], plain: .signsIn)
        plan.comesAfterRefusal = true
        return plan
    }()

    private init(signed: [AuthMode], plain: PlainUse) {
        self.signed = signed
        self.plain = plain
    }

    /// What stamps are moved by, first to last.
    var offsets: [Int] { offset == 0 ? [0] : [offset, 0] }
}
