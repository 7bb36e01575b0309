import BridgeAPI
import FoundationEssentials
import NukiDomain

/// What a bridge keeps to tell a fresh sign-in from an old or a repeated one.
struct SignInBook: Sendable {
    /// How far a sign-in's time may lie from the bridge's, either way (Bridge API 1.13.2, "Encrypted token").
    static let window: TimeInterval = 60

    private var used: [String: Date] = [:]
    /// When tickets that nobody could use any more were last forgotten.
    private var swept = Date.distantPast

    /// Whether a request may be answered; a ticket is used up by being accepted.
    ///
    /// - Parameter now: by the bridge's own clock.
    /// - Parameter takesFuture: a ticket may be as far ahead as it likes.
    mutating func accepts(_ claim: SignInClaim?, now: Date, takesFuture: Bool = false) -> Bool {
        guard let claim else { return false }
        guard let time = claim.time, let ticket = claim.replayKey else { return true }
        sweep(now)
        let age = Self.age(time, now)
        guard age <= Self.window, takesFuture || age >= -Self.window, used[ticket] == nil else { return false }
        used[ticket] = time
        return true
    }

    /// At most once a second: a bridge that is asked often remembers many.
    private mutating func sweep(_ now: Date) {
        guard abs(now.timeIntervalSince(swept)) >= 1 else { return }
        used = used.filter { Self.age($0.value, now) <= Self.window }
        swept = now
    }

    private static func age(_ time: Date, _ now: Date) -> TimeInterval {
        // Tickets carry whole seconds, so the bridge's clock is taken in whole seconds too.
        now.timeIntervalSince1970.rounded(.down) - time.timeIntervalSince1970
    }
}
