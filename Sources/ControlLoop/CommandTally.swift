import NukiDomain

/// What the metrics count commands by.
struct CommandTally: Hashable, Sendable {
    /// Such as `lock_n_go`.
    let action: String
    /// `done`, `taken`, `failed` or `unknown`.
    let result: String

    init(_ report: CommandReport) {
        action = report.command.action.name
        result = report.outcome.word
    }
}
