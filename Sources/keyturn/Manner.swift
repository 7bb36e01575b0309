import Guidance

/// How this run speaks, as its shared options say.
struct Manner: Sendable {
    /// How much of it.
    enum Loudness: Comparable {
        /// Errors alone.
        case quiet
        case usual
        /// What is looked at and asked as well.
        case verbose
    }

    var loudness = Loudness.usual
    /// What the commands in its sentences repeat.
    var commands = CommandWords()

    /// That of the running command.
    @TaskLocal static var current = Manner()
}
