public import NukiDomain

/// Which sign-ins may be tried, in this order.
public struct SignInPlan: Hashable, Sendable {
    /// Never empty.
    public let modes: [AuthMode]

    /// Encrypted, then hashed for old firmware; plain only where a person allowed it.
    public static func auto(allowPlain: Bool) -> SignInPlan {
        SignInPlan(modes: [.encrypted, .hashed] + (allowPlain ? [.plain] : []))
    }

    /// One sign-in and no other.
    public static func only(_ mode: AuthMode) -> SignInPlan {
        SignInPlan(modes: [mode])
    }
}
