public import NukiDomain

/// What was tried before a token counted as refused.
public struct SignInRefusal: Hashable, Sendable {
    /// The sign-ins that were refused, in the order in which they were tried.
    public var tried: [AuthMode]
    /// The statuses of the refusals: a bridge answers 401, emulators also 403 or 500.
    public var statuses: Set<Int>
    /// Where the bridge's clock was looked for.
    public var searched: [ClockSearch.Direction]
    /// How the search ended; nil where there was none.
    public var searchEnd: ClockSearch.End?

    /// Puts the parts together.
    public init(
        tried: [AuthMode] = [], statuses: Set<Int> = [], searched: [ClockSearch.Direction] = [],
        searchEnd: ClockSearch.End? = nil
    ) {
        self.tried = tried
        self.statuses = statuses
        self.searched = searched
        self.searchEnd = searchEnd
    }

    /// Everything was answered 403: the API is switched off, or this is an emulator that says so of a wrong token.
    public var isSwitchedOff: Bool { statuses == [403] }

    /// The bridge's clock may be the reason: every refused sign-in carried the time.
    public var mayBeTheClock: Bool { !isSwitchedOff && !tried.contains(.plain) }
}
