import Entries
import Guidance

/// How this run speaks, as its shared options say.
struct Manner: Sendable {
    /// How much of it.
    enum Loudness: Comparable {
        /// Errors alone.
        case quiet
        /// And warnings.
        case warnings
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

extension Manner {
    /// As loud as the settings say, unless an option says otherwise.
    func following(_ level: LoopSettings.LogLevel) -> Manner {
        guard loudness == .usual else { return self }
        var manner = self
        switch level {
        case .debug: manner.loudness = .verbose
        case .info: break
        case .warning: manner.loudness = .warnings
        case .error: manner.loudness = .quiet
        }
        return manner
    }
}
