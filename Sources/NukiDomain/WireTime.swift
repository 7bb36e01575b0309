public import FoundationEssentials

/// Times as bridges, entries and reports spell them: UTC, whole seconds.
public enum WireTime {
    /// `2026-08-22T09:31:22Z`, always twenty characters: also what a signed request carries.
    public static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    /// Reads `…Z` and `…+00:00` alike, and other offsets too; nil for what does not begin with such a time.
    ///
    /// Nuki's own cloud sample has a stray space inside its times: white space is skipped.
    public static func date(_ text: some StringProtocol) -> Date? {
        let dense = String(text.filter { !$0.isWhitespace })
        // A time that cannot be read is a missing time: every caller has a use for nil and none for the reason.
        return try? Date(dense, strategy: .iso8601)
    }
}
